package org.imagebuilder.bench.layout;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.imagebuilder.embedded.KafkaBroker;
import org.imagebuilder.embedded.PostgresServer;
import org.imagebuilder.migrations.Migrations;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** PostgreSQL and Kafka in a process of their own, with the schema. */
public final class Infrastructure {

    static final String DATABASE = "database ";
    static final String BROKER = "broker ";
    static final String READY = "ready";

    private Infrastructure() {}

    /**
     * Runs both until the process is told to end.
     *
     * @param arguments a folder for the data
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]);
        PostgresServer postgres = PostgresServer.start(data.resolve("postgres"));
        KafkaBroker kafka = KafkaBroker.start(data.resolve("kafka"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.close();
            postgres.close();
        }));
        Migrations.migrate(new DriverManagerDataSource(postgres.jdbcUrl(), postgres.user(), postgres.password()));
        System.out.println(DATABASE + postgres.jdbcUrl() + " " + postgres.user() + " " + postgres.password());
        System.out.println(BROKER + kafka.bootstrapServers());
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
