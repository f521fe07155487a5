package org.imagebuilder.http.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagebuilder.http.errors.FaultException;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RoomTest {

    private static final long MEGABYTE = 1024 * 1024;

    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void who_waits_gets_in_when_there_is_room() throws InterruptedException {
        Room room = Room.asItFits(DataSize.ofMegabytes(3), refused::incrementAndGet);
        var in = new CountDownLatch(1);
        Room.Place place = room.take(2 * MEGABYTE);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try (Room.Place _ = room.take(2 * MEGABYTE)) {
                in.countDown();
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        room.take(MEGABYTE).close(); // what fits passes by
        assertThat(in.getCount()).isEqualTo(1);

        place.close();
        place.close(); // gives back nothing more

        in.await();
        waiting.join();
        room.take(3 * MEGABYTE).close();
        assertThat(refused).hasValue(0);
    }

    @Test
    void who_waits_too_long_is_refused() {
        Room room = Room.asItFits(DataSize.ofMegabytes(1), Duration.ofMillis(10), refused::incrementAndGet);
        try (Room.Place _ = room.take(MEGABYTE)) {
            assertThatThrownBy(() -> room.take(MEGABYTE)).isInstanceOf(FaultException.class);
            room.take(500).close(); // next to nothing
        }
        assertThat(refused).hasValue(1);
        room.take(MEGABYTE).close();
    }

    @Test
    void what_is_larger_than_the_room_gets_all_of_it() {
        Room room = Room.asItFits(DataSize.ofMegabytes(1), Duration.ofMillis(10), refused::incrementAndGet);
        try (Room.Place _ = room.take(Long.MAX_VALUE)) {
            assertThatThrownBy(() -> room.take(MEGABYTE)).isInstanceOf(FaultException.class);
        }
    }
}
