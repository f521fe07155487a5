package org.imagebuilder.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BackendTest {

    @TempDir
    Path folder;

    @Test
    void the_switch_knows_two_names() {
        assertThat(Backend.named("Embedded")).isEqualTo(Backend.EMBEDDED);
        assertThat(Backend.named("testcontainers")).isEqualTo(Backend.TESTCONTAINERS);
        assertThatThrownBy(() -> Backend.named("vm")).hasMessageContaining("not 'vm'");
    }

    @Test
    void containers_are_used_where_an_engine_answers() {
        assertThat(Backend.detect(true)).isEqualTo(Backend.TESTCONTAINERS);
        assertThat(Backend.detect(false)).isEqualTo(Backend.EMBEDDED);
    }

    @Test
    void docker_s_own_variable_is_understood() {
        assertThat(DockerEngine.address(URI.create("unix:///run/docker.sock")))
                .isEqualTo(UnixDomainSocketAddress.of("/run/docker.sock"));
        assertThat(DockerEngine.address(URI.create("tcp://127.0.0.1:2375")))
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2375));
    }

    @Test
    void no_socket_means_no_engine() {
        assertThat(DockerEngine.answers(UnixDomainSocketAddress.of(folder.resolve("none"))))
                .isFalse();
    }

    @Test
    void an_engine_is_known_by_its_answer() throws Exception {
        try (var engine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var served = CompletableFuture.runAsync(() -> {
                try (var connection = engine.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            assertThat(DockerEngine.answers(engine.getLocalSocketAddress())).isTrue();
            assertThat(served).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    @Timeout(5)
    void something_that_never_answers_is_no_engine() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(DockerEngine.answers(silent.getLocalSocketAddress())).isFalse();
        }
    }
}
