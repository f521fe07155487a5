package org.imagebuilder.testsupport;

import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;
import org.imagebuilder.embedded.BrokerSettings;
import org.imagebuilder.embedded.KafkaBroker;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka for tests: one broker per JVM, started by the first test that needs it. Topics are shared: name them apart. */
public final class TestKafka {

    private TestKafka() {}

    private static final class Broker {
        static final String BOOTSTRAP_SERVERS = switch (Backend.chosen()) {
            case EMBEDDED -> embedded();
            case TESTCONTAINERS -> container();
        };
    }

    public static String bootstrapServers() {
        return Broker.BOOTSTRAP_SERVERS;
    }

    private static String embedded() {
        KafkaBroker broker = KafkaBroker.start(null);
        Backend.stopAtExit("kafka", broker::close);
        return broker.bootstrapServers();
    }

    @SuppressWarnings("resource") // stopped at the end of the JVM
    private static String container() {
        // The image of the very version whose clients are tested.
        var broker = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion());
        BrokerSettings.singleNode().forEach((name, value) -> broker.addEnv(environmentName(name), value));
        broker.start();
        Backend.stopAtExit("kafka", broker::stop);
        return broker.getBootstrapServers();
    }

    static String environmentName(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
