package org.imagebuilder.chaos.cluster;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.imagebuilder.embedded.KafkaBroker;

/** A Kafka broker in a process of its own. */
final class BrokerProcess {

    static final String READY = "ready";

    private BrokerProcess() {}

    /** @param arguments the folder for its data, and settings as {@code key=value} */
    static void main(String[] arguments) throws InterruptedException {
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(1)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        KafkaBroker broker = KafkaBroker.start(Path.of(arguments[0]), settings, List.of());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
