package org.imagebuilder.composer;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;

/** The service in a process of its own with as little memory as it has to live in. */
final class ChildService implements AutoCloseable {

    private static final String MODE = "--imagebuilder.authentication.mode=";

    private final Process process;
    private final int port;

    private ChildService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** At the same database as {@link RunningService}. */
    static ChildService start(String... properties) throws IOException {
        int port = freePort();
        int management = freePort();
        TestDatabase database = RunningService.database();
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"',
                ComposerServiceApplication.class.getName(),
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--logging.level.root=error",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers()));
        List<String> own = List.of(properties);
        arguments.addAll(own);
        // given twice, it would be both
        if (own.stream().noneMatch(property -> property.startsWith(MODE))) {
            arguments.add(MODE + "none");
        }
        Path file = Files.createTempFile("composer", ".args");
        Files.write(file, arguments);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + file)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> listens(management));
        Files.delete(file);
        return new ChildService(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket("localhost", port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    URI address(String path) {
        return URI.create("http://localhost:" + port + RunningService.BASE + path);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
