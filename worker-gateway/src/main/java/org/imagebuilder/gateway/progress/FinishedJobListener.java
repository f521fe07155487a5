package org.imagebuilder.gateway.progress;

import org.imagebuilder.queue.EndedJob;

/** Hears of jobs that workers have finished, after that is stored and before the worker has its answer. */
@FunctionalInterface
public interface FinishedJobListener {

    /** Must not fail: the job is finished whatever comes of this. */
    void finished(EndedJob job);
}
