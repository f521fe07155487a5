package org.imagebuilder.composer.waiting;

import java.time.Duration;
import java.util.List;
import org.imagebuilder.composer.ComposerSettings;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Submissions;
import org.springframework.stereotype.Component;

/** Has jobs done while their clients wait. */
@Component
public final class JobWaits {

    private final Submissions submissions;
    private final Jobs jobs;
    private final Cancellations cancellations;
    private final Expectations expectations;
    private final JobEventFeed feed;
    private final Duration limit;

    JobWaits(
            Submissions submissions,
            Jobs jobs,
            Cancellations cancellations,
            Expectations expectations,
            JobEventFeed feed,
            ComposerSettings settings) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.expectations = expectations;
        this.feed = feed;
        this.limit = settings.waitTimeout();
    }

    /**
     * Stores a job that belongs to no compose, to be waited for. Whoever waits should not hold on to the job itself, whose
     * arguments may be large.
     *
     * @throws FaultException if too many requests wait already, or the service shuts down
     */
    public JobWait begin(NewJob job, Channel channel, RequestIds ids) {
        feed.start();
        Expectation expectation = expectations.of(job.id());
        boolean stored = false;
        try {
            var origin = new Origin(ids.traceId(), ids.correlationId());
            submissions.enqueue(new JobGraph(channel.name(), null, List.of(job), origin));
            stored = true;
        } finally {
            if (!stored) {
                expectation.close();
            }
        }
        return new JobWait(job.id(), expectation, limit, jobs, cancellations);
    }
}
