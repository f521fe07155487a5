package org.imagebuilder.system;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagebuilder.system.Json.Answer;

/** A worker of the simulated day: mostly good, sometimes dead, late, confused or on its way home. */
final class DayWorker implements Runnable {

    enum Fate {
        SUCCEEDS(50),
        FAILS(10),
        DIES(8),
        RETURNS_LATE(8),
        FINISHES_TWICE(8),
        SENDS_GARBAGE(8),
        HANDS_BACK(8);

        private final int percent;

        Fate(int percent) {
            this.percent = percent;
        }

        static Fate of(int dice) {
            int left = dice;
            for (Fate fate : values()) {
                left -= fate.percent;
                if (left < 0) {
                    return fate;
                }
            }
            throw new IllegalArgumentException("a die has 100 sides, not " + dice);
        }
    }

    private static final int LATE_STEPS = 4;
    private static final int ONE_IN_30 = 30;
    private static final Duration IMPATIENCE = Duration.ofMillis(30);

    private final URI gateway;
    private final String types;
    private final Day day;

    DayWorker(URI gateway, String types, Day day) {
        this.gateway = gateway;
        this.types = types;
        this.day = day;
    }

    @Override
    public void run() {
        try {
            while (!day.isOver()) {
                liveOneLife();
            }
        } catch (IOException | InterruptedException e) {
            if (!day.isOver()) {
                day.mistake("a worker ended: " + e);
            }
        }
    }

    private void liveOneLife() throws IOException, InterruptedException {
        Answer registered = expect(201, Json.post(gateway, "/workers", "{\"arch\":\"x86_64\"}"), "registering");
        String worker = registered.body().path("worker_id").asString();
        String request = "{\"types\":[%s],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(types, worker);
        day.living.put(worker, gateway);
        boolean alive = true;
        while (alive && !day.isOver()) {
            Optional<Answer> answer = poll(request);
            alive = answer.isEmpty() || took(answer.get());
        }
        day.living.remove(worker);
    }

    private Optional<Answer> poll(String request) throws IOException, InterruptedException {
        day.idle(types).incrementAndGet();
        try {
            return day.dice(ONE_IN_30) == 0
                    ? Json.postImpatiently(gateway, "/jobs", request, IMPATIENCE)
                    : Optional.of(Json.post(gateway, "/jobs", request));
        } finally {
            day.idle(types).decrementAndGet();
        }
    }

    /** Whether the worker lives on. */
    private boolean took(Answer answer) throws IOException, InterruptedException {
        if (answer.status() == 201) {
            return work(new Job(answer));
        }
        if (!day.isOver()) {
            // the time that lets everybody go makes the registry forget them, too
            expect(204, answer, "asking for a job");
        }
        return true;
    }

    private record Job(UUID id, UUID token, String location, String type) {

        Job(Answer answer) {
            this(
                    UUID.fromString(answer.body().path("id").asString()),
                    UUID.fromString(last(answer.body().path("location").asString())),
                    answer.body().path("location").asString(),
                    answer.body().path("type").asString());
        }

        private static String last(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Whether the worker lives on. */
    private boolean work(Job job) throws IOException, InterruptedException {
        day.step.register();
        boolean atWork = true;
        try {
            if (!day.tokens.add(job.token)) {
                day.mistake("token " + job.token + " was given out twice");
            }
            Fate fate = Fate.of(day.dice(100));
            day.fates.computeIfAbsent(fate, _ -> new AtomicInteger()).incrementAndGet();
            if (!buildForAWhile(job)) {
                return true;
            }
            switch (fate) {
                case SUCCEEDS -> finish(job, true);
                case FAILS -> finish(job, false);
                case FINISHES_TWICE -> {
                    finish(job, true);
                    expect(404, Json.patch(gateway, job.location, result(job, "again", true)), "finishing twice");
                }
                case SENDS_GARBAGE -> {
                    sendGarbage(job);
                    finish(job, true);
                }
                case HANDS_BACK -> handBack(job);
                case DIES -> {
                    return false;
                }
                case RETURNS_LATE -> {
                    day.step.arriveAndDeregister();
                    atWork = false;
                    day.clock.awaitTime(day.clock.instant().plus(Day.STEP.multipliedBy(LATE_STEPS)));
                    expect(404, Json.patch(gateway, job.location, result(job, "late", true)), "returning late");
                    expect(404, Json.get(gateway, job.location), "asking late");
                }
            }
            return true;
        } finally {
            if (atWork) {
                day.step.arriveAndDeregister();
            }
        }
    }

    /** Gives a sign of life in each step; false if the job is not wanted any more. */
    private boolean buildForAWhile(Job job) throws IOException, InterruptedException {
        int steps = 1 + day.dice(3);
        for (int i = 0; i < steps; i++) {
            Answer answer = Json.get(gateway, job.location);
            if (answer.status() == 200 && answer.body().path("canceled").asBoolean()) {
                day.told.add(job.id);
                return false;
            }
            expect(200, answer, "a heartbeat");
            String progress = "{\"partial\":{\"progress\":{\"message\":\"building\",\"done\":%d,\"total\":%d}}}"
                    .formatted(i, steps);
            accepted(job, Json.patch(gateway, job.location, progress));
            day.step.awaitAdvanceInterruptibly(day.step.arrive());
        }
        return true;
    }

    private void finish(Job job, boolean success) throws IOException, InterruptedException {
        String mark = job.token.toString();
        if (accepted(job, Json.patch(gateway, job.location, result(job, mark, success)))
                && day.accepted.putIfAbsent(job.id, mark) != null) {
            day.mistake("two results of job " + job.id + " were accepted");
        }
    }

    private void handBack(Job job) throws IOException, InterruptedException {
        if (accepted(job, Json.send("DELETE", gateway, job.location))) {
            Answer answer = Json.get(gateway, job.location);
            if (answer.body().path("canceled").asBoolean(false)) {
                day.told.add(job.id); // there was nothing to hand back any more
            } else {
                expect(404, answer, "asking for a job that was handed back");
            }
        }
    }

    private void sendGarbage(Job job) throws IOException, InterruptedException {
        for (String body : Set.of("{\"result\":", "[]", "\"result\"", "{\"result\":{}} {}", "\u0000")) {
            expect(400, Json.patch(gateway, job.location, body), "garbage " + body);
        }
        expect(400, Json.patch(gateway, job.location + "x", "{\"result\":{}}"), "a token that is none");
        expect(404, Json.get(gateway, job.location.replace(job.token.toString(), job.id.toString())), "the job's id");
        expect(400, Json.post(gateway, "/jobs", "{\"types\":7}"), "a request that is none");
    }

    /** Whether a report in time was taken; a job that was cancelled a moment ago is the only reason not to. */
    private boolean accepted(Job job, Answer answer) {
        if (answer.status() == 404) {
            day.refused.add(job.id);
            return false;
        }
        return expect(200, answer, "a report").status() == 200;
    }

    private Answer expect(int status, Answer answer, String what) {
        if (answer.status() != status) {
            day.mistake(what + " gave " + answer + " at " + day.clock.instant());
        }
        return answer;
    }

    private static String result(Job job, String mark, boolean success) {
        String error = success ? "" : ",\"job_error\":{\"id\":10,\"reason\":\"it broke\"}";
        return switch (job.type) {
            case "osbuild" ->
                "{\"result\":{\"mark\":\"%s\",\"success\":%s,\"osbuild_output\":{\"type\":\"result\",\"success\":%s},\"upload_status\":\"success\",\"target_results\":[{\"name\":\"org.osbuild.aws.s3\",\"options\":{\"url\":\"https://example.com/image\"}}]%s}}"
                        .formatted(mark, success, success, error);
            default -> "{\"result\":{\"mark\":\"%s\",\"data\":{},\"error\":\"\"%s}}".formatted(mark, error);
        };
    }
}
