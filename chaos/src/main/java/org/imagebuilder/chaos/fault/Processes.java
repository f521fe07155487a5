package org.imagebuilder.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.chaos.cluster.Broker;
import org.imagebuilder.chaos.cluster.FakeTime;
import org.imagebuilder.chaos.cluster.Kind;
import org.imagebuilder.chaos.cluster.Member;
import org.imagebuilder.chaos.cluster.Service;
import org.imagebuilder.chaos.workload.Step;

/** Faults of whole processes. */
final class Processes {

    private static final List<Step> ALL = List.of(Step.values());
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final long CLOCK_SECONDS = 3_600;

    private Processes() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            faults.add(new Fault("kill -9 of a " + kind.label(), scene -> kill(scene, kind)));
            faults.add(new Fault("a " + kind.label() + " frozen", scene -> freeze(scene, oneOf(scene, kind))));
        }
        faults.add(new Fault("kill -9 of PostgreSQL", Processes::killPostgres));
        faults.add(new Fault(
                "PostgreSQL frozen", scene -> freeze(scene, scene.cluster().postgres())));
        faults.add(new Fault("kill -9 of a broker", Processes::killBroker));
        faults.add(new Fault("kill -9 of all brokers", Processes::killBrokers));
        faults.add(new Fault(
                "a broker frozen",
                scene -> freeze(scene, scene.any(scene.cluster().brokers()))));
        faults.add(new Fault("rolling restart of everything", Processes::restart));
        faults.add(new Fault("careless workers", Processes::carelessWorkers));
        if (FakeTime.isAvailable()) {
            faults.add(new Fault("a clock an hour off", Processes::changeClock));
        }
        return faults;
    }

    private static Service oneOf(Scene scene, Kind kind) {
        return scene.any(scene.cluster().services(kind));
    }

    /** The service that serves the step, if it is one of those; else any of them. */
    private static void kill(Scene scene, Kind kind) throws InterruptedException {
        List<Step> steps = switch (kind) {
            case COMPOSER -> List.of(Step.SUBMITTING, Step.SUBMITTED);
            case GATEWAY -> List.of(Step.ASKING, Step.HANDED_OUT, Step.FINISHING, Step.FINISHED);
            case DISPATCHER -> ALL;
        };
        Service serving = scene.awaitStep(steps);
        Service victim = serving != null && serving.kind() == kind ? serving : oneOf(scene, kind);
        victim.kill();
        victim.start();
    }

    private static void freeze(Scene scene, Member member) throws InterruptedException {
        scene.awaitStep(ALL);
        member.freeze();
        try {
            scene.pause(SHORT, LONG);
        } finally {
            member.thaw();
        }
    }

    private static void killPostgres(Scene scene) throws InterruptedException {
        scene.awaitStep(ALL);
        scene.cluster().postgres().kill();
        scene.cluster().postgres().start();
        scene.cluster().postgres().awaitReady();
    }

    private static void killBroker(Scene scene) throws InterruptedException {
        Broker victim = scene.any(scene.cluster().brokers());
        scene.awaitStep(ALL);
        victim.kill();
        victim.start();
        victim.awaitReady();
    }

    private static void killBrokers(Scene scene) throws InterruptedException {
        scene.awaitStep(ALL);
        List<Broker> victims = scene.cluster().brokers();
        victims.forEach(Member::kill);
        scene.pause(SHORT, LONG);
        victims.forEach(Member::start);
        for (Broker victim : victims) {
            victim.awaitReady();
        }
    }

    private static void restart(Scene scene) throws InterruptedException {
        for (Member member : scene.cluster().members()) {
            member.stop();
            member.start();
            member.awaitReady();
        }
    }

    private static void carelessWorkers(Scene scene) throws InterruptedException {
        scene.workload().setCareless(true);
        try {
            scene.pause(Duration.ofMillis(200), Duration.ofMillis(600));
        } finally {
            scene.workload().setCareless(false);
        }
    }

    private static void changeClock(Scene scene) throws Exception {
        Service victim = scene.any(scene.cluster().services());
        long seconds = scene.random().nextBoolean() ? CLOCK_SECONDS : -CLOCK_SECONDS;
        FakeTime.set(victim.clock().orElseThrow(), seconds);
        try {
            scene.pause(SHORT, LONG);
        } finally {
            FakeTime.set(victim.clock().orElseThrow(), 0);
        }
    }
}
