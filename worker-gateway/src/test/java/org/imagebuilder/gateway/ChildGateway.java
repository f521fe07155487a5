package org.imagebuilder.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.imagebuilder.testsupport.TestDatabase;

/** A gateway in a process of its own, which can be told to end as an operator does. */
final class ChildGateway implements AutoCloseable {

    private final Process process;
    private final int port;
    private final int management;

    private ChildGateway(Process process, int port, int management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    static ChildGateway start(TestDatabase database, String kafka) throws IOException {
        int port = freePort();
        int management = freePort();
        Path arguments = Files.createTempFile("gateway", ".args");
        Files.write(
                arguments,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"',
                        WorkerGatewayApplication.class.getName(),
                        "--server.port=" + port,
                        "--management.server.port=" + management,
                        "--imagebuilder.authentication.mode=none",
                        "--logging.level.root=error",
                        "--spring.lifecycle.timeout-per-shutdown-phase=20s", // the machine may be busy with other tests
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + kafka));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ChildGateway gateway = new ChildGateway(process, port, management);
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(gateway::listens);
        Files.delete(arguments);
        return gateway;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket _ = new Socket("localhost", management)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Clients that wait for a job of this type, and nobody else does. */
    List<RawClient> waiting(int clients, String type) throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            RawClient client = new RawClient(port);
            client.poll("/api/image-builder-worker/v1", type);
            waiting.add(client);
        }
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> waitingPolls() == clients);
        return waiting;
    }

    private int waitingPolls() throws IOException {
        try (RawClient client = new RawClient(management)) {
            client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return client.read()
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("imagebuilder_gateway_waiting_polls"))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .findFirst()
                    .orElse(0);
        }
    }

    void terminate() {
        process.destroy();
    }

    /** Its exit status. */
    int ended() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the gateway does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
