package org.imagebuilder.composer.packages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.apache.catalina.connector.ClientAbortException;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.waiting.ClientConnection;
import org.imagebuilder.composer.waiting.JobWait;
import org.imagebuilder.composer.waiting.JobWaits;
import org.imagebuilder.composer.waiting.WaitEnd;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.NewJob;
import org.springframework.stereotype.Component;

/** Lets a worker find out about packages while the client waits, and answers with what it found. */
@Component
public final class PackageJobs {

    private final JobWaits waits;
    private final PackageAnswers answers;

    PackageJobs(JobWaits waits, PackageAnswers answers) {
        this.waits = waits;
        this.answers = answers;
    }

    /**
     * Answers a request.
     *
     * @param plan makes the job, which belongs to no compose
     * @param channel whose workers run it
     * @throws ApiException if the job cannot be made, fails, is cancelled or takes too long
     * @throws ClientAbortException if nobody waits for the answer any more
     */
    public StreamedJson answer(
            Supplier<NewJob> plan, PackageListing listing, Channel channel, HttpServletRequest request)
            throws ClientAbortException {
        try (JobWait wait = waits.begin(plan.get(), channel, RequestIds.of(request))) {
            return answers.of(
                    succeeded(wait.await(ClientConnection.of(request))).id(), listing);
        }
    }

    static JobSnapshot succeeded(WaitEnd end) {
        return switch (end) {
            case WaitEnd.TimedOut(var limit) ->
                throw ComposerError.DEPSOLVE_FAILED.because(
                        "no worker was done with it within " + limit.toSeconds() + " s");
            case WaitEnd.Ended(JobSnapshot job)
            when job.isCanceled() -> throw ComposerError.DEPSOLVE_FAILED.because("the job was cancelled");
            case WaitEnd.Ended(JobSnapshot job)
            when job.failure() != null ->
                throw new ApiException(ComposerError.DEPSOLVE_FAILED, FailureText.of(job, job.failure()));
            case WaitEnd.Ended(JobSnapshot job) -> job;
        };
    }
}
