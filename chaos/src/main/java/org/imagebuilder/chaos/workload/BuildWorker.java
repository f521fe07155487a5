package org.imagebuilder.chaos.workload;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.imagebuilder.chaos.cluster.Service;
import org.imagebuilder.chaos.workload.Ledger.Outcome;
import org.imagebuilder.chaos.workload.Ledger.Report;
import org.imagebuilder.load.Samples;
import tools.jackson.databind.JsonNode;

/**
 * A worker that builds nothing, and not always behaves: some jobs it reports twice at the same time, and when it is
 * careless, some it forgets, and some it reports late, after they may have been given to another.
 */
final class BuildWorker implements Runnable {

    /** What a worker does with a job. */
    private enum Habit {
        FORGETS,
        COMES_LATE,
        REPORTS_TWICE,
        WORKS
    }

    private static final String[] LOOPS = {"\"depsolve\",\"search-packages\",\"image-builder-manifest\"", "\"osbuild\""
    };
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int BUILD_MILLIS = 40;
    /** Longer than a job may be silent. */
    private static final long LATE_SECONDS = 14;

    private static final long PAUSE_MILLIS = 200;
    private static final int TRIES = 60;
    private static final double TWICE = 0.05;

    private final Client client;
    private final Ledger ledger;
    private final Steps steps;
    private final Random random;
    private final String types;
    private final BooleanSupplier careless;
    private final BooleanSupplier over;

    /**
     * @param careless whether workers forget jobs or come late
     * @param over whether it should end
     */
    BuildWorker(
            Client client,
            Ledger ledger,
            Steps steps,
            int number,
            Random random,
            BooleanSupplier careless,
            BooleanSupplier over) {
        this.client = client;
        this.ledger = ledger;
        this.steps = steps;
        this.random = random;
        this.careless = careless;
        this.types = LOOPS[number % LOOPS.length];
        this.over = over;
    }

    @Override
    public void run() {
        String worker = "";
        while (!over.getAsBoolean()) {
            try {
                if (worker.isEmpty()) {
                    worker = register();
                }
                if (worker.isEmpty() || !ask(worker)) {
                    worker = "";
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (IOException _) {
                pause();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The worker's id; empty if there is none to be had. */
    private String register() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(client.next(), "POST", "/workers", "{\"arch\":\"x86_64\"}");
        if (answer.statusCode() == CREATED) {
            String worker =
                    Client.JSON.readTree(answer.body()).path("worker_id").asString();
            ledger.registered(worker);
            return worker;
        }
        if (!client.isUnavailable(answer)) {
            ledger.surprise("a registration was answered " + answer.statusCode() + ": " + answer.body());
        }
        return "";
    }

    /** One question for a job; false if the worker should register again. */
    private boolean ask(String worker) throws IOException, InterruptedException {
        Service replica = client.next();
        steps.reached(Step.ASKING, replica);
        HttpResponse<String> answer = client.send(
                replica,
                "POST",
                "/jobs",
                "{\"types\":[%s],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(types, worker));
        return switch (answer.statusCode()) {
            case CREATED -> {
                steps.reached(Step.HANDED_OUT, replica);
                work(Client.JSON.readTree(answer.body()));
                yield true;
            }
            case NO_CONTENT -> true;
            // it was silent for too long, while nobody heard it
            case BAD_REQUEST, NOT_FOUND -> false;
            default -> {
                if (!client.isUnavailable(answer)) {
                    ledger.surprise("a question for jobs was answered " + answer.statusCode() + ": " + answer.body());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                yield true;
            }
        };
    }

    private void work(JsonNode job) throws InterruptedException {
        String id = job.path("id").asString();
        String location = job.path("location").asString();
        String token = location.substring(location.lastIndexOf('/') + 1);
        ledger.handedOut(id, token);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(BUILD_MILLIS));
        String mark = Samples.newMark();
        String result = job.path("type").asString().equals("osbuild") ? Samples.image(mark) : Samples.manifest(mark);
        switch (habit()) {
            case FORGETS -> {}
            case COMES_LATE -> {
                TimeUnit.SECONDS.sleep(LATE_SECONDS);
                report(id, token, location, mark, result);
            }
            case REPORTS_TWICE -> {
                CompletableFuture<Void> second = CompletableFuture.runAsync(
                        () -> {
                            try {
                                report(id, token, location, mark, result);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        task -> Thread.ofVirtual().start(task));
                report(id, token, location, mark, result);
                second.join();
            }
            case WORKS -> report(id, token, location, mark, result);
        }
    }

    private Habit habit() {
        if (careless.getAsBoolean()) {
            return random.nextBoolean() ? Habit.FORGETS : Habit.COMES_LATE;
        }
        return random.nextDouble() < TWICE ? Habit.REPORTS_TWICE : Habit.WORKS;
    }

    /** As often as it takes to be told something. */
    private void report(String job, String token, String location, String mark, String result)
            throws InterruptedException {
        boolean unknown = false;
        for (int i = 0; i < TRIES; i++) {
            Service replica = client.next();
            try {
                steps.reached(Step.FINISHING, replica);
                HttpResponse<String> answer = client.send(replica, "PATCH", location, result);
                if (answer.statusCode() == OK) {
                    ledger.reported(job, new Report(token, mark, Outcome.ACCEPTED));
                    steps.reached(Step.FINISHED, replica);
                    return;
                }
                if (answer.statusCode() == NOT_FOUND || answer.statusCode() == BAD_REQUEST) {
                    // a report before this one may have been stored
                    ledger.reported(job, new Report(token, mark, unknown ? Outcome.UNKNOWN : Outcome.REFUSED));
                    return;
                }
                if (!client.isUnavailable(answer)) {
                    ledger.surprise("a result was answered " + answer.statusCode() + ": " + answer.body());
                }
                unknown = true;
            } catch (IOException _) {
                unknown = true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        ledger.reported(job, new Report(token, mark, Outcome.UNKNOWN));
    }
}
