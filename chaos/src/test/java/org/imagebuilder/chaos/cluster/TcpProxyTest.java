package org.imagebuilder.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a proxy does to what goes through it. */
class TcpProxyTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = listen();
    private TcpProxy proxy = proxy();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TcpProxy proxy() {
        try {
            return TcpProxy.start(
                    0, () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends everything back. */
    @BeforeEach
    void echo() {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> {
                        try (client) {
                            client.getInputStream().transferTo(client.getOutputStream());
                        } catch (IOException _) {
                            // the other side is gone
                        }
                    });
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static byte[] ask(Socket socket) throws IOException {
        socket.getOutputStream().write(HELLO);
        InputStream in = socket.getInputStream();
        return in.readNBytes(HELLO.length);
    }

    @Test
    void fair_weather_passes_everything() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket)).isEqualTo(HELLO);
        }
    }

    @Test
    void away_ends_what_is_there_and_what_comes_until_it_is_fair_again() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket)).isEqualTo(HELLO);
            proxy.set(Weather.AWAY);
            assertEnded(socket);
        }
        try (Socket socket = connect()) {
            assertEnded(socket);
        }
        proxy.set(Weather.FAIR);
        try (Socket socket = connect()) {
            assertThat(ask(socket)).isEqualTo(HELLO);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void stalled_keeps_what_is_sent_until_it_is_fair_again() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket)).isEqualTo(HELLO);
            proxy.set(Weather.STALLED);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(5_000);
            proxy.set(Weather.FAIR);
            assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    @Test
    void torn_ends_a_connection_within_an_answer() throws IOException {
        // the question, and two bytes of the answer
        proxy.set(new Weather.Torn(() -> HELLO.length + 2));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(HELLO);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo("he".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void assertEnded(Socket socket) {
        try {
            assertThat(ask(socket)).isEmpty();
        } catch (IOException _) {
            // as good an end
        }
    }
}
