package org.imagebuilder.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.imagebuilder.chaos.cluster.Service;
import org.imagebuilder.chaos.cluster.TcpProxy;
import org.imagebuilder.chaos.cluster.Weather;

/** Faults of connections. */
final class Connections {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final int LARGEST_PIECE = 2_500;

    private Connections() {}

    static List<Fault> all() {
        return List.of(
                turningAway(everywhere("PostgreSQL unreachable", service -> List.of(service.database()), Weather.AWAY)),
                everywhere("PostgreSQL silent", service -> List.of(service.database()), Weather.STALLED),
                everywhere("PostgreSQL far away", service -> List.of(service.database()), new Weather.Slow(DELAY)),
                accepting(everywhere("Kafka unreachable", Service::kafka, Weather.AWAY)),
                accepting(everywhere("Kafka silent", Service::kafka, Weather.STALLED)),
                everywhere("Kafka far away", Service::kafka, new Weather.Slow(DELAY)),
                somewhere("one service without PostgreSQL", service -> List.of(service.database()), Weather.AWAY),
                somewhere("one service without Kafka", Service::kafka, Weather.AWAY),
                everywhere("services unreachable", service -> List.of(service.requests()), Weather.AWAY),
                everywhere("slow clients", service -> List.of(service.requests()), new Weather.Slow(DELAY)),
                new Fault("connections cut within requests and answers", Connections::tear),
                new Fault("PostgreSQL's connections cut within statements", Connections::tearDatabase));
    }

    private static Fault everywhere(String name, Function<Service, List<TcpProxy>> which, Weather weather) {
        return new Fault(name, scene -> spoil(scene, proxies(scene.cluster().services(), which), weather));
    }

    private static Fault somewhere(String name, Function<Service, List<TcpProxy>> which, Weather weather) {
        return new Fault(
                name,
                scene -> spoil(scene, which.apply(scene.any(scene.cluster().services())), weather));
    }

    /** Composes are taken all the same. */
    private static Fault accepting(Fault fault) {
        return new Fault(fault.name(), scene -> {
            int before = scene.workload().ledger().promisedComposes().size();
            fault.strike().on(scene);
            if (scene.workload().ledger().promisedComposes().size() == before) {
                scene.complaints().accept(fault.name() + ": no compose was taken meanwhile");
            }
        });
    }

    /** Clients are told to come again. */
    private static Fault turningAway(Fault fault) {
        return new Fault(fault.name(), scene -> {
            int before = scene.workload().ledger().turnedAwayRequests();
            fault.strike().on(scene);
            if (scene.workload().ledger().turnedAwayRequests() == before) {
                scene.complaints().accept(fault.name() + ": no client was told so");
            }
        });
    }

    private static List<TcpProxy> proxies(List<Service> services, Function<Service, List<TcpProxy>> which) {
        return services.stream()
                .flatMap(service -> which.apply(service).stream())
                .toList();
    }

    private static void tear(Scene scene) throws InterruptedException {
        List<TcpProxy> proxies = proxies(scene.cluster().services(), service -> List.of(service.requests()));
        spoil(scene, proxies, torn(scene, LARGEST_PIECE));
    }

    private static void tearDatabase(Scene scene) throws InterruptedException {
        List<TcpProxy> proxies = proxies(scene.cluster().services(), service -> List.of(service.database()));
        spoil(scene, proxies, torn(scene, 10 * LARGEST_PIECE));
    }

    /** With chances of its own: how many connections there are must not change what happens next. */
    private static Weather torn(Scene scene, int largest) {
        Random pieces = new Random(scene.random().nextLong());
        return new Weather.Torn(() -> pieces.nextInt(largest));
    }

    private static void spoil(Scene scene, List<TcpProxy> proxies, Weather weather) throws InterruptedException {
        proxies.forEach(proxy -> proxy.set(weather));
        try {
            scene.pause(SHORT, LONG);
        } finally {
            proxies.forEach(proxy -> proxy.set(Weather.FAIR));
        }
    }
}
