package org.imagebuilder.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.imagebuilder.chaos.check.Database;
import org.imagebuilder.chaos.check.Promises;
import org.imagebuilder.chaos.cluster.Cluster;
import org.imagebuilder.chaos.cluster.Member;
import org.imagebuilder.chaos.fault.Fault;
import org.imagebuilder.chaos.fault.Scene;
import org.imagebuilder.chaos.workload.EventLog;
import org.imagebuilder.chaos.workload.Ledger;
import org.imagebuilder.chaos.workload.Published;
import org.imagebuilder.chaos.workload.Workload;

/** One cluster, one seed, faults one after the other, and a look at what came of it. */
public final class Run {

    /**
     * What is done.
     *
     * @param faults what may happen
     * @param seed chooses what happens when
     * @param duration of the faults; 0 for each of them once
     * @param perSecond composes that are submitted
     */
    public record Plan(Cluster.Size size, List<Fault> faults, long seed, Duration duration, int perSecond) {}

    /** As the dispatcher's default. */
    private static final int RETRIES = 2;

    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration RECOVERS_WITHIN = Duration.ofMinutes(3);
    private static final int SLOWER_AT_MOST = 5;
    private static final Duration FAST_ENOUGH = Duration.ofMillis(500);
    private static final long POLL_MILLIS = 100;

    private final Plan plan;
    private final Consumer<String> says;
    private final Random random;
    private final Recoveries recoveries = new Recoveries();
    private final List<String> broken = new ArrayList<>();

    /** @param says told about each fault */
    public Run(Plan plan, Consumer<String> says) {
        this.plan = plan;
        this.says = says;
        this.random = new Random(plan.seed());
    }

    /** Does all of it. The processes' logs are kept if a promise was broken. */
    public Report go() throws IOException, InterruptedException {
        says.accept("starts %d broker(s) and %d of each service"
                .formatted(plan.size().brokers(), plan.size().replicas()));
        Cluster cluster = Cluster.start(plan.size());
        Report report;
        try {
            report = observe(cluster);
        } catch (RuntimeException | InterruptedException e) {
            says.accept("logs are in " + cluster.folder());
            cluster.closeAndKeep();
            throw e;
        }
        if (report.broken().isEmpty()) {
            cluster.close();
        } else {
            says.accept("logs are in " + cluster.folder());
            cluster.closeAndKeep();
        }
        return report;
    }

    private Report observe(Cluster cluster) throws InterruptedException {
        Database database = new Database(cluster.postgres());
        try (EventLog events = new EventLog(cluster.bootstrapServers());
                Usage usage = Usage.watch(cluster)) {
            Observed observed = observe(cluster, database, events);
            // whoever was told something has written it down by now
            Ledger ledger = observed.ledger();
            Duration before = observed.before().median(database);
            Duration after = observed.after().median(database);
            compare(before, after);
            Published published = events.published();
            broken.addAll(usage.tooMuch());
            broken.addAll(Promises.broken(ledger, database.read(), published, RETRIES));
            return new Report(
                    plan.seed(),
                    recoveries,
                    ledger.promisedComposes().size(),
                    ledger.handOutsByJob().values().stream()
                            .mapToInt(List::size)
                            .sum(),
                    ledger.turnedAwayRequests(),
                    published.repeated(),
                    before,
                    after,
                    usage.lines(),
                    List.copyOf(broken));
        }
    }

    private record Observed(Ledger ledger, Window before, Window after) {}

    private Observed observe(Cluster cluster, Database database, EventLog events) throws InterruptedException {
        try (Workload workload = new Workload(cluster, plan.seed(), plan.perSecond())) {
            awaitRecovery(cluster, database, "the start");
            Window before = calm();
            strike(new Scene(cluster, workload, events, random, broken::add), database);
            Window after = calm();
            workload.stopSubmitting();
            Instant end = Instant.now();
            await("the last jobs", () -> database.unfinished(end) == 0);
            await("all events", () -> database.unpublished() == 0 && events.isAtEnd());
            return new Observed(workload.ledger(), before, after);
        }
    }

    private void compare(Duration before, Duration after) {
        boolean slower = after.compareTo(before.multipliedBy(SLOWER_AT_MOST)) > 0 && after.compareTo(FAST_ENOUGH) > 0;
        if (after.isZero() || slower) {
            broken.add("composes took %d ms before, and take %d ms after all faults"
                    .formatted(before.toMillis(), after.toMillis()));
        }
    }

    /** Some time while nothing is broken. */
    private record Window(Instant from, Instant to) {
        Duration median(Database database) {
            return database.median(from, to);
        }
    }

    private void strike(Scene scene, Database database) throws InterruptedException {
        long deadline = System.nanoTime() + plan.duration().toNanos();
        List<Fault> bag = new ArrayList<>();
        do {
            if (bag.isEmpty()) {
                bag.addAll(plan.faults());
                Collections.shuffle(bag, random);
            }
            strike(bag.removeLast(), scene, database);
        } while (plan.duration().isZero() ? !bag.isEmpty() : System.nanoTime() < deadline);
    }

    private void strike(Fault fault, Scene scene, Database database) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            fault.strike().on(scene);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(fault.name() + " could not be made: " + e.getMessage(), e);
        }
        long over = System.nanoTime();
        awaitRecovery(scene.cluster(), database, fault.name());
        Duration recovery = Duration.ofNanos(System.nanoTime() - over);
        recoveries.add(fault.name(), recovery);
        says.accept("%s: %.1f s, recovered after %.1f s"
                .formatted(fault.name(), (over - begin) / 1e9, recovery.toNanos() / 1e9));
        TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
    }

    /** Until all that was there has ended, and something that came later, too. */
    private void awaitRecovery(Cluster cluster, Database database, String after) throws InterruptedException {
        Instant now = Instant.now();
        await("the jobs after " + after, () -> database.unfinished(now) == 0 && database.hasBuiltSince(now));
        for (Member member : cluster.members()) {
            member.awaitReady();
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + RECOVERS_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                broken.add("waited %d s for %s, in vain".formatted(RECOVERS_WITHIN.toSeconds(), what));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private Window calm() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
        Instant from = Instant.now();
        TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
        return new Window(from, Instant.now());
    }
}
