package org.imagebuilder.gateway.progress;

import java.util.List;
import java.util.Optional;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.metrics.JobMetrics;
import org.imagebuilder.queue.EndedJob;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.springframework.stereotype.Component;

/** Stores what workers report. */
@Component
final class Reports {

    private final Results results;
    private final List<FinishedJobListener> listeners;
    private final JobMetrics metrics;

    Reports(Results results, List<FinishedJobListener> listeners, JobMetrics metrics) {
        this.results = results;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    /** Stores it; false if the token stands for no running job. */
    boolean take(Handle handle, JobUpdate update) {
        try {
            return switch (update) {
                case JobUpdate.Partial(RawJson json) -> progress(handle, json, ResultMeaning.digestOf(json));
                case JobUpdate.Final(RawJson json) -> finish(handle, json, ResultMeaning.of(json));
            };
        } catch (MalformedResultException e) {
            throw new FaultException(Fault.UNREADABLE_BODY, "the result is not readable", e);
        }
    }

    private boolean progress(Handle handle, RawJson json, String digest) {
        return WorkerError.UPDATING_JOB.unless(() -> results.progress(handle, json, digest));
    }

    private boolean finish(Handle handle, RawJson json, Outcome outcome) {
        Optional<EndedJob> ended = WorkerError.FINISHING_JOB.unless(() -> results.finish(handle, json, outcome));
        ended.ifPresent(metrics::ended);
        ended.ifPresent(job -> listeners.forEach(listener -> listener.finished(job)));
        return ended.isPresent();
    }
}
