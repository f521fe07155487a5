package org.imagebuilder.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.imagebuilder.load.Connection.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker that builds nothing: it takes a job, checks what came with it, and is done. */
final class Worker implements Runnable, AutoCloseable {

    /** The two loops of a real worker. */
    private static final List<String> LOOPS = List.of(
            "\"depsolve\",\"search-packages\",\"image-builder-manifest\"",
            "\"osbuild\",\"koji-init\",\"koji-finalize\",\"container-resolve\",\"ostree-resolve\",\"file-resolve\","
                    + "\"aws-ec2-copy\",\"aws-ec2-share\",\"bootc-info-resolve\"");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BODY_SHOWN = 100;
    /** As real workers do. */
    private static final Duration STATUS_EVERY = Duration.ofMinutes(1);

    private final Connection connection;
    private final int basePath;
    private final String types;
    private final Ledger ledger;
    private final WorkerTimes times;
    private volatile boolean over;

    Worker(URI api, int number, Ledger ledger, WorkerTimes times) {
        this.connection = new Connection(api);
        this.basePath = api.getPath().length();
        this.types = LOOPS.get(number % LOOPS.size());
        this.ledger = ledger;
        this.times = times;
    }

    @Override
    public void run() {
        try {
            String registered = expect(201, connection.send("POST", "/workers", "{\"arch\":\"x86_64\"}"))
                    .body();
            String worker = JSON.readTree(registered).path("worker_id").asString();
            String request = "{\"types\":[%s],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(types, worker);
            times.ready().countDown();
            long heard = System.nanoTime();
            while (!over) {
                long begin = System.nanoTime();
                if (begin - heard > STATUS_EVERY.toNanos()) {
                    expect(200, connection.send("POST", "/workers/" + worker + "/status", null));
                    heard = begin;
                    continue;
                }
                Answer answer = connection.send("POST", "/jobs", request);
                if (answer.status() == 201) {
                    times.handOut().since(begin);
                    work(answer.body());
                } else if (expect(204, answer).status() != 204) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!over) {
                ledger.mistake("a worker ended: " + e);
            }
        }
    }

    private void work(String answer) throws IOException {
        JsonNode job = JSON.readTree(answer);
        String id = job.path("id").asString();
        boolean image = job.path("type").asString().equals("osbuild");
        ledger.handedOut(id);
        times.handedOut(image);
        if (image) {
            ledger.requirePredecessor(Samples.markIn(job.path("dynamic_args").toString()), id);
        }
        String mark = Samples.newMark();
        if (!image) {
            ledger.finishedManifest(mark);
        }
        long begin = System.nanoTime();
        String location = job.path("location").asString();
        Answer finished = connection.send(
                "PATCH", location.substring(basePath), image ? Samples.image(mark) : Samples.manifest(mark));
        times.finish().since(begin);
        times.finished(image, begin);
        if (expect(200, finished).status() == 200) {
            ledger.lastFinish.set(System.nanoTime());
            if (image) {
                ledger.built.incrementAndGet();
            }
        }
    }

    private Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            String body = answer.body();
            ledger.mistake("a worker was told " + answer.status() + " instead of " + status + ": "
                    + body.substring(0, Math.min(BODY_SHOWN, body.length())));
        }
        return answer;
    }

    @Override
    public void close() {
        over = true;
        connection.close();
    }
}
