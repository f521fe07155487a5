package org.imagebuilder.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Thousands of {@link WaitingWorker}s, served by one thread so that they cost little. */
final class WaitingWorkers implements AutoCloseable {

    /** The two loops of a real worker. */
    private static final List<String> LOOPS = List.of(
            "\"depsolve\",\"search-packages\",\"image-builder-manifest\"",
            "\"osbuild\",\"koji-init\",\"koji-finalize\",\"container-resolve\",\"ostree-resolve\",\"file-resolve\","
                    + "\"aws-ec2-copy\",\"aws-ec2-share\",\"bootc-info-resolve\"");

    /** More at once would only queue up. */
    private static final int STARTING_AT_ONCE = 64;

    private final InetSocketAddress address;
    private final String path;
    private final int wanted;
    private final WaitingWorker.Listener listener;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private final AtomicInteger polling = new AtomicInteger();
    private final Thread thread;
    private int opened;
    private int starting;
    private volatile boolean closed;

    WaitingWorkers(URI api, int wanted, WaitingWorker.Listener listener) throws IOException {
        this.address = new InetSocketAddress(api.getHost(), api.getPort());
        this.path = api.getPath();
        this.wanted = wanted;
        this.listener = listener;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("waiting workers").daemon().start(this::run);
    }

    /** How many have registered and go on polling. */
    int polling() {
        return polling.get();
    }

    private void run() {
        try {
            while (!closed) {
                while (opened < wanted && starting < STARTING_AT_ONCE) {
                    open();
                }
                selector.select(this::serve, 1_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        String types = LOOPS.get(opened % LOOPS.size());
        channel.register(selector, SelectionKey.OP_CONNECT, new WaitingWorker(channel, address, path, types, listener));
        opened++;
        starting++;
    }

    private void serve(SelectionKey key) {
        WaitingWorker worker = (WaitingWorker) key.attachment();
        boolean registered = worker.waiting() != WaitingWorker.Waiting.REGISTRATION;
        try {
            if (key.isConnectable()) {
                ((SocketChannel) key.channel()).finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                worker.connected();
            } else if (!worker.read(buffer)) {
                end(key, registered);
                listener.trouble("the gateway closed a connection");
            } else if (!registered && worker.waiting() != WaitingWorker.Waiting.REGISTRATION) {
                starting--;
                polling.incrementAndGet();
            }
        } catch (IOException e) {
            end(key, registered);
            listener.trouble(String.valueOf(e.getMessage()));
        }
    }

    private void end(SelectionKey key, boolean registered) {
        key.cancel();
        opened--; // a real worker comes again, too
        if (registered) {
            polling.decrementAndGet();
        } else {
            starting--;
        }
        try {
            key.channel().close();
        } catch (IOException _) {
            // gone is gone
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
