package org.imagebuilder.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.imagebuilder.chaos.cluster.Cluster;
import org.imagebuilder.chaos.cluster.Service;
import org.imagebuilder.chaos.workload.EventLog;
import org.imagebuilder.chaos.workload.Step;
import org.imagebuilder.chaos.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Where faults happen.
 *
 * @param events what consumers of events are told
 * @param random all that is left to chance
 * @param complaints told what should have been otherwise meanwhile
 */
public record Scene(Cluster cluster, Workload workload, EventLog events, Random random, Consumer<String> complaints) {

    private static final Duration STEP_WITHIN = Duration.ofSeconds(5);
    /** A step and what follows from it take about as long. */
    private static final int STEP_MILLIS = 25;

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Some time between the two, in whole milliseconds. */
    void pause(Duration least, Duration most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextLong(least.toMillis(), most.toMillis()));
    }

    /** Waits until a job comes to one of the steps, and a moment more; null if none does. */
    @Nullable Service awaitStep(List<Step> steps) throws InterruptedException {
        Step step = any(steps);
        try {
            Service service = workload.steps().next(step).get(STEP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(STEP_MILLIS));
            return service;
        } catch (TimeoutException _) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
