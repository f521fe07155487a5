package org.imagebuilder.http.accesslist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An access list that follows its file. It compares what is in the file, since times and names tell too little: they are
 * coarse, and a mounted file is replaced behind several links. A broken file changes nothing.
 */
public final class WatchedAccessList implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedAccessList.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Path file;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Look last;
    private volatile AccessList list;
    private volatile boolean broken;

    /** What was found in the file; equal if nothing new is to be said about it. */
    private record Look(String content, String problem) {

        static Look at(Path file) {
            try {
                return new Look(Files.readString(file), "");
            } catch (IOException e) {
                return new Look("", "it cannot be read: " + e);
            }
        }

        AccessList list() {
            if (!problem.isEmpty()) {
                throw new IllegalArgumentException(problem);
            }
            return AccessList.read(content);
        }
    }

    private WatchedAccessList(Path file, Look first, AccessList list) {
        this.file = file;
        this.last = first;
        this.list = list;
    }

    /** A list without a file, which lets in whoever has a valid token. */
    public static WatchedAccessList everybody() {
        return new WatchedAccessList(Path.of(""), new Look("", ""), new AccessList(List.of()));
    }

    /**
     * Reads the file, and keeps doing so until closed.
     *
     * @throws IllegalArgumentException if there is no access list in it
     */
    public static WatchedAccessList of(Path file) {
        Look first = Look.at(file);
        var watched = new WatchedAccessList(file, first, first.list());
        Thread.ofVirtual().name("access-list").start(watched::watch);
        return watched;
    }

    public boolean admits(Map<String, Object> claims) {
        return list.admits(claims);
    }

    /** Whether the file is not what tokens are compared with. */
    public boolean isBroken() {
        return broken;
    }

    private void watch() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                follow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        Look now = Look.at(file);
        if (now.equals(last)) {
            return;
        }
        last = now;
        try {
            list = now.list();
            broken = false;
            log.info(
                    "access list {} read again: {} entries",
                    file,
                    list.entries().size());
        } catch (RuntimeException e) {
            broken = true;
            log.error("access list {} is broken, the one before stays in force: {}", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
