package org.imagebuilder.standalone.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes jobs, pretends to work for a moment, and reports success.
 *
 * <p>It knows nothing but the public worker API, so it may as well run on another machine.
 */
public final class SimulatedWorker implements AutoCloseable {

    private static final String CONTENT = "a simulated worker built nothing\n";
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final Duration TO_STOP = Duration.ofSeconds(3);
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(60).toNanos();

    private final HttpClient http;
    private final String architecture;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final WorkerApi api;
    private final Consumer<Progress> progress;
    private final AtomicReference<@Nullable HandedOutJob> unfinished = new AtomicReference<>();
    private final Consumer<Exception> failures;
    private final Thread thread;

    private SimulatedWorker(WorkerSettings settings, Consumer<Progress> progress, Consumer<Exception> failures) {
        this.http = settings.client();
        this.architecture = settings.architecture();
        this.api = new WorkerApi(settings.api(), new AuthorizedClient(http, settings.credentials()));
        this.progress = progress;
        this.failures = failures;
        this.thread = Thread.ofVirtual().name("simulated-worker").unstarted(this::work);
    }

    /** Starts a worker; {@code progress} is told of each step, in the worker's own thread. */
    public static SimulatedWorker start(URI workerApi, Consumer<Progress> progress) {
        return start(WorkerSettings.at(workerApi), progress, _ -> {});
    }

    /** Starts a worker that may be far away from its server; {@code failures} is told why it has to try again. */
    public static SimulatedWorker start(
            WorkerSettings settings, Consumer<Progress> progress, Consumer<Exception> failures) {
        var worker = new SimulatedWorker(settings, progress, failures);
        worker.thread.start();
        return worker;
    }

    private void work() {
        while (stopping.getCount() > 0) {
            try {
                serve(api.register(architecture));
            } catch (IOException | RuntimeException failure) {
                // As a real worker does: ask again a little later, whatever it was.
                if (!pause(AFTER_A_FAILURE)) {
                    failures.accept(failure);
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void serve(String worker) throws IOException, InterruptedException {
        long lastBeat = System.nanoTime();
        while (stopping.getCount() > 0) {
            Optional<HandedOutJob> job = api.next(SimulatedJob.types(), architecture, worker);
            if (job.isPresent()) {
                run(job.get());
            }
            if (System.nanoTime() - lastBeat > HEARTBEAT_NANOS) {
                if (!api.beat(worker)) {
                    return;
                }
                lastBeat = System.nanoTime();
            }
        }
    }

    private void run(HandedOutJob job) throws IOException, InterruptedException {
        unfinished.set(job);
        SimulatedJob simulation = SimulatedJob.of(job);
        List<String> steps = simulation.steps();
        for (int done = 0; done < steps.size(); done++) {
            var step = new Progress(job.id(), job.type(), steps.get(done), done, steps.size());
            progress.accept(step);
            api.report(job, JsonMapper.shared().valueToTree(Map.of("progress", message(step))));
            if (pause(simulation.step())) {
                return;
            }
            if (!api.goOn(job)) {
                unfinished.set(null);
                return;
            }
        }
        for (String file : SimulatedImages.files(job)) {
            api.upload(job, file, CONTENT);
        }
        api.finish(job, simulation.result().apply(job, architecture));
        unfinished.set(null);
    }

    private static Map<String, Object> message(Progress step) {
        return Map.of("message", step.step(), "done", step.done(), "total", step.total());
    }

    /** Waits a moment; true if the worker shall stop. */
    private boolean pause(Duration length) {
        try {
            return stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    /** Stops at once; the job at hand goes back to the service, which gives it to another worker. */
    @Override
    public void close() {
        stopping.countDown();
        thread.interrupt();
        try {
            thread.join(TO_STOP);
            giveBack(unfinished.getAndSet(null));
            http.shutdownNow();
            thread.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            http.shutdownNow();
        }
        http.close();
    }

    private void giveBack(@Nullable HandedOutJob job) throws InterruptedException {
        if (job == null) {
            return;
        }
        try {
            api.giveBack(job);
        } catch (IOException | RuntimeException tooLate) {
            // The service misses the heartbeats, and does the same a little later.
        }
    }
}
