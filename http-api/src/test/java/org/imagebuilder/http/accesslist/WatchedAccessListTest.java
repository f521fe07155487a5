package org.imagebuilder.http.accesslist;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class WatchedAccessListTest {

    private static final String ONE = "[{claim: who, pattern: one}]";
    private static final String TWO = "[{claim: who, pattern: two}]";

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    @Test
    void a_changed_file_counts_also_if_it_looks_as_old_and_as_long_as_before() throws Exception {
        Path file = Files.writeString(folder.resolve("list.yaml"), ONE);
        FileTime time = Files.getLastModifiedTime(file);
        try (WatchedAccessList list = WatchedAccessList.of(file)) {
            assertThat(admits(list, "one")).isTrue();

            Files.writeString(file, TWO);
            Files.setLastModifiedTime(file, time);

            await().atMost(10, SECONDS).until(() -> admits(list, "two"));
            assertThat(admits(list, "one")).isFalse();
        }
    }

    @Test
    void a_replaced_file_counts() throws Exception {
        Path file = Files.writeString(folder.resolve("list.yaml"), ONE);
        try (WatchedAccessList list = WatchedAccessList.of(file)) {
            Path next = Files.writeString(folder.resolve("next.yaml"), TWO);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

            await().atMost(10, SECONDS).until(() -> admits(list, "two"));
        }
    }

    @Test
    void a_file_counts_that_is_mounted_through_links_which_are_swapped() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..1"));
        Path second = Files.createDirectory(folder.resolve("..2"));
        Files.writeString(first.resolve("list.yaml"), ONE);
        Files.writeString(second.resolve("list.yaml"), TWO);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        Path file = Files.createSymbolicLink(folder.resolve("list.yaml"), Path.of("..data/list.yaml"));
        try (WatchedAccessList list = WatchedAccessList.of(file)) {
            assertThat(admits(list, "one")).isTrue();

            Path swap = Files.createSymbolicLink(folder.resolve("..swap"), second.getFileName());
            Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);

            await().atMost(10, SECONDS).until(() -> admits(list, "two"));
        }
    }

    @Test
    void a_broken_file_changes_nothing_and_is_complained_about_once() throws Exception {
        Path file = Files.writeString(folder.resolve("list.yaml"), ONE);
        try (WatchedAccessList list = WatchedAccessList.of(file)) {
            Files.writeString(file, "[{claim: who");
            await().atMost(10, SECONDS).until(list::isBroken);
            assertThat(admits(list, "one")).isTrue();
            assertThat(admits(list, "two")).isFalse();
            await().pollDelay(Duration.ofSeconds(5)).atMost(10, SECONDS).until(() -> true);
            assertThat(complaints()).isEqualTo(1);

            Files.delete(file);
            await().atMost(10, SECONDS).until(() -> complaints() == 2);
            assertThat(admits(list, "one")).isTrue();

            Files.writeString(file, TWO);
            await().atMost(10, SECONDS).until(() -> admits(list, "two"));
            assertThat(list.isBroken()).isFalse();
        }
    }

    @Test
    void without_a_good_file_nothing_begins() throws Exception {
        Path file = folder.resolve("list.yaml");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchedAccessList.of(file))
                .withMessageContaining("cannot be read");
        Files.writeString(file, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchedAccessList.of(file))
                .withMessageContaining("no access list");
    }

    private static boolean admits(WatchedAccessList list, String who) {
        return list.admits(Map.of("who", who));
    }

    private long complaints() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .count();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(WatchedAccessList.class);
    }
}
