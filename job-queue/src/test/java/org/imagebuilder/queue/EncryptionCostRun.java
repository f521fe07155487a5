package org.imagebuilder.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What encryption costs; by turns with and without, so that both have the same machine. Prints medians. */
class EncryptionCostRun {

    private static final int ROUNDS = 1500;
    private static final int LARGE_ROUNDS = 12;
    private static final int LARGE = 64 * 1024 * 1024;

    private final List<List<Double>> times = new ArrayList<>();

    @Test
    void measure() {
        try (QueueFixture sealed = new QueueFixture();
                QueueFixture plain = sealed.another(QueueFixture.vault())) {
            sealed.dispatcher.stop();
            plain.dispatcher.stop();
            List<QueueFixture> both = List.of(plain, sealed);
            String arguments = "{\"Args\":\"" + "q1w2e3r4 ".repeat(450) + "\"}";
            for (int i = 0; i < ROUNDS; i++) {
                for (QueueFixture service : both) {
                    small(service, arguments);
                }
                if (i == ROUNDS / 2) {
                    times.clear();
                }
            }
            print("submit, claim, finish: ", both.size());
            for (RawJson result : List.of(log(), noise())) {
                times.clear();
                for (int i = 0; i < LARGE_ROUNDS; i++) {
                    for (QueueFixture service : both) {
                        large(service, result);
                    }
                    if (i == 2) {
                        times.clear();
                    }
                }
                print("finish, hand out with 64 MiB: ", both.size());
            }
        }
    }

    private int next;

    private <T> T timed(Supplier<T> work) {
        long begun = System.nanoTime();
        T done = work.get();
        if (times.size() <= next) {
            times.add(new ArrayList<>());
        }
        times.get(next++).add((System.nanoTime() - begun) / 1e6);
        return done;
    }

    private void small(QueueFixture service, String arguments) {
        next = service.statements.vault().encrypts() ? 3 : 0;
        while (times.size() < next) {
            times.add(new ArrayList<>());
        }
        NewJob job = new NewJob(Ids.next(), "depsolve", arguments, List.of());
        NewJob build = new NewJob(Ids.next(), "osbuild:x86_64", arguments, List.of(job.id()));
        NewCompose compose = new NewCompose(build.id(), arguments, null, null, null);
        timed(() -> {
            service.submissions.enqueue(new JobGraph(service.channel, compose, List.of(job, build), Origin.NONE));
            return compose;
        });
        service.dependencies.enforce(List.of(job.id()), List.of());
        ClaimedJob claimed = timed(() -> service.claim(job.id()));
        timed(() -> service.results.finish(claimed.handle(), RawJson.of(arguments), Outcome.success("{}")));
    }

    private void large(QueueFixture service, RawJson result) {
        next = service.statements.vault().encrypts() ? 2 : 0;
        UUID first = service.enqueue("depsolve");
        UUID second = service.enqueue("manifest", first);
        service.dependencies.enforce(List.of(first), List.of());
        ClaimedJob claimed = service.claim(first);
        timed(() -> service.results.finish(claimed.handle(), result, Outcome.success("{}")));
        service.dependencies.enforce(List.of(), List.of(first));
        timed(() -> service.claim(second));
        service.sql()
                .sql("DELETE FROM job WHERE id IN (?, ?)")
                .param(first)
                .param(second)
                .update();
    }

    private void print(String what, int kinds) {
        int steps = times.size() / kinds;
        for (int i = 0; i < steps; i++) {
            double plain = median(times.get(i));
            double sealed = median(times.get(i + steps));
            System.out.printf(
                    "COST %s step %d: %.2f ms plain, %.2f ms encrypted, ratio %.2f%n",
                    what, i + 1, plain, sealed, sealed / plain);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Like what osbuild prints. */
    private static RawJson log() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("{\"log\":\"");
        while (text.length() < LARGE) {
            text.append("org.osbuild.rpm: installing package-")
                    .append(random.nextInt(5000))
                    .append('-')
                    .append(random.nextInt(100))
                    .append(".fc44.x86_64 sha256:")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\\n");
        }
        return RawJson.of(text.append("\"}").toString());
    }

    private static RawJson noise() {
        byte[] bytes = new byte[LARGE];
        Random random = new Random(2);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('0' + random.nextInt(75));
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\\' || bytes[i] == '"' ? (byte) 'x' : bytes[i];
        }
        byte[] text = new byte[LARGE + 2];
        System.arraycopy(bytes, 0, text, 1, LARGE);
        text[0] = '"';
        text[LARGE + 1] = '"';
        return RawJson.of(new String(text, StandardCharsets.US_ASCII));
    }
}
