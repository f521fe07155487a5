package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Stands in front of a server on this machine, and can spoil the connections to it. */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int BACKLOG = 512;

    private final ServerSocket listener;
    private final Supplier<InetSocketAddress> server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Weather weather = Weather.FAIR;

    private TcpProxy(ServerSocket listener, Supplier<InetSocketAddress> server) {
        this.listener = listener;
        this.server = server;
    }

    /**
     * Listens from now on.
     *
     * @param port of the loopback interface; 0 for any
     * @param server asked for each connection, since a server may come back elsewhere
     */
    static TcpProxy start(int port, Supplier<InetSocketAddress> server) throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Changes how connections are treated, also those that exist. */
    public void set(Weather next) {
        lock.lock();
        try {
            weather = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next instanceof Weather.Away) {
            links.forEach(Link::cut);
        } else if (next instanceof Weather.Torn(var bytes)) {
            links.forEach(link -> link.left.set(bytes.getAsInt()));
        }
    }

    /** Connections right now. */
    public int connections() {
        return links.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                // it is closed, or the client has given up already
            }
        }
    }

    private void connect(Socket client) {
        Weather now = weather;
        Socket there = new Socket();
        Link link = new Link(client, there);
        links.add(link);
        try {
            if (now instanceof Weather.Away) {
                link.cut();
                return;
            }
            if (now instanceof Weather.Torn(var bytes)) {
                link.left.set(bytes.getAsInt());
            }
            there.connect(server.get());
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
        } catch (IOException | IllegalStateException _) {
            // there is no server now
            link.cut();
            return;
        }
        Thread.ofVirtual().start(() -> link.pump(client, there));
        link.pump(there, client);
    }

    /** Waits as long as nothing may pass. */
    private Weather awaitPassage() throws InterruptedException {
        lock.lock();
        try {
            while (weather instanceof Weather.Stalled) {
                changed.await();
            }
            return weather;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        set(Weather.AWAY);
    }

    private final class Link {

        private final Socket client;
        private final Socket there;
        private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

        private Link(Socket client, Socket there) {
            this.client = client;
            this.there = there;
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    Weather now = awaitPassage();
                    if (now instanceof Weather.Slow(var delay)) {
                        Thread.sleep(delay);
                    }
                    int passes = now instanceof Weather.Torn ? Math.min(read, left.getAndAdd(-read)) : read;
                    if (passes > 0) {
                        to.getOutputStream().write(buffer, 0, passes);
                    }
                    if (passes < read) {
                        break;
                    }
                }
            } catch (IOException _) {
                // one side is gone, and the other is told
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                cut();
            }
        }

        private void cut() {
            links.remove(this);
            close(client);
            close(there);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException _) {
                // it is gone either way
            }
        }
    }
}
