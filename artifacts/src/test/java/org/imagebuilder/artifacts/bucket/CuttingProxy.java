package org.imagebuilder.artifacts.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server and ends every connection on which many bytes have come back. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger cuts = new AtomicInteger();
    private final URI server;
    private final long bytes;

    CuttingProxy(URI server, long bytes) throws IOException {
        this.server = server;
        this.bytes = bytes;
        Thread.ofVirtual().start(this::serve);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int cuts() {
        return cuts.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket upstream = new Socket(server.getHost(), server.getPort())) {
            Thread.ofVirtual().start(() -> copy(client, upstream, Long.MAX_VALUE));
            if (copy(upstream, client, bytes)) {
                cuts.incrementAndGet();
            }
        } catch (IOException _) {
            // one of them is gone
        }
    }

    /** Whether there was more than that. */
    private static boolean copy(Socket from, Socket to, long most) {
        byte[] buffer = new byte[16 * 1024];
        long left = most;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (read > left) {
                    return true;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            to.shutdownOutput();
        } catch (IOException _) {
            // one of them is gone
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
