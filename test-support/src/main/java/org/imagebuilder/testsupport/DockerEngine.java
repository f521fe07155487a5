package org.imagebuilder.testsupport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks for a Docker engine itself: Testcontainers' own search is slow and loud where there is none. */
final class DockerEngine {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";

    private DockerEngine() {}

    static boolean answers() {
        return candidates().anyMatch(DockerEngine::answers);
    }

    private static Stream<SocketAddress> candidates() {
        String configured = System.getenv("DOCKER_HOST");
        if (configured != null && !configured.isBlank()) {
            return Stream.of(address(URI.create(configured.strip())));
        }
        return Stream.of(
                        Optional.of("/var/run/docker.sock"),
                        inFolder(System.getenv("XDG_RUNTIME_DIR"), "docker.sock"),
                        inFolder(System.getProperty("user.home"), ".docker/run/docker.sock"))
                .flatMap(Optional::stream)
                .map(UnixDomainSocketAddress::of);
    }

    static SocketAddress address(URI host) {
        return "unix".equals(host.getScheme())
                ? UnixDomainSocketAddress.of(host.getPath())
                : new InetSocketAddress(host.getHost(), host.getPort());
    }

    private static Optional<String> inFolder(@Nullable String folder, String file) {
        return Optional.ofNullable(folder).map(existing -> existing + "/" + file);
    }

    static boolean answers(SocketAddress engine) {
        try (SocketChannel channel = SocketChannel.open(
                engine instanceof UnixDomainSocketAddress
                        ? StandardProtocolFamily.UNIX
                        : StandardProtocolFamily.INET)) {
            // Closing the channel, at the latest when patience is over, ends the other thread too.
            return CompletableFuture.supplyAsync(() -> ping(channel, engine), Thread::startVirtualThread)
                    .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (IOException | UnsupportedOperationException noEngine) {
            return false;
        }
    }

    private static boolean ping(SocketChannel channel, SocketAddress engine) {
        try {
            channel.connect(engine);
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(64);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).contains(" 200 ");
        } catch (IOException | RuntimeException noEngine) {
            return false;
        }
    }
}
