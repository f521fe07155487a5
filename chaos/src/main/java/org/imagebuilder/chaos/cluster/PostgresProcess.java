package org.imagebuilder.chaos.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.imagebuilder.embedded.PostgresServer;

/** PostgreSQL in a process of its own. */
final class PostgresProcess {

    static final String READY = "ready ";

    private PostgresProcess() {}

    /** @param arguments the folder for its data */
    static void main(String[] arguments) throws InterruptedException {
        PostgresServer server = PostgresServer.start(Path.of(arguments[0]), Map.of("max_connections", "200"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println(READY + server.jdbcUrl());
        new CountDownLatch(1).await();
    }
}
