package org.imagebuilder.queue.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which jobs may go past a lane. */
class WaitingRoomTest {

    private static final Duration PATIENCE = Duration.ofMillis(1);

    private final WaitingRoom room = new WaitingRoom();

    @BeforeEach
    void twoWorkersWait() {
        Stream.generate(() -> new Waiter(null, List.of(), _ -> {})).limit(2).forEach(room::enter);
    }

    @Test
    @DisplayName("none, while nobody has looked into the lane")
    void unknown() {
        assertThat(room.letPast()).isFalse();
    }

    @Test
    @DisplayName("none, as soon as a member polls")
    void tooEarly() {
        assertThat(room.pollWhenAsked(1, PATIENCE)).isTrue();
        assertThat(room.letPast()).isFalse();
    }

    @Test
    @DisplayName("as many as workers wait, once a member has polled for a while in vain")
    void inVain() {
        emptyTheLane();
        assertThat(room.letPast()).isTrue();
        assertThat(room.letPast()).isFalse();
    }

    @Test
    @DisplayName("one after the other, as they are settled")
    void settled() {
        emptyTheLane();
        for (int job = 0; job < 10; job++) {
            assertThat(room.letPast()).isTrue();
            room.settled(1);
        }
    }

    @Test
    @DisplayName("some, after a poll that brought less than it asked for")
    void emptied() {
        assertThat(room.pollWhenAsked(2, PATIENCE)).isTrue();
        room.brought(2, 1, Duration.ZERO);
        assertThat(room.letPast()).isTrue();
    }

    @Test
    @DisplayName("none, after a poll that brought all it asked for")
    void notEmptied() {
        assertThat(room.pollWhenAsked(1, PATIENCE)).isTrue();
        room.brought(1, 1, Duration.ZERO);
        assertThat(room.letPast()).isFalse();
    }

    @Test
    @DisplayName("some, after a poll that brought all it asked for, but only when that became ready")
    void lastOne() {
        assertThat(room.pollWhenAsked(1, PATIENCE)).isTrue();
        room.brought(1, 1, WaitingRoom.IN_VAIN);
        assertThat(room.letPast()).isTrue();
    }

    @Test
    @DisplayName("none, after something went into the lane")
    void filled() {
        emptyTheLane();
        room.filled();
        assertThat(room.letPast()).isFalse();
    }

    @Test
    @DisplayName("none, after one had to go into the lane, until somebody polls in vain again")
    void oneForWhomNobodyWaited() {
        emptyTheLane();
        assertThat(room.letPast()).isTrue();
        assertThat(room.letPast()).isFalse();
        room.settled(1);
        assertThat(room.letPast()).isFalse();
        letPastOnceInVain();
    }

    @Test
    @DisplayName("none, when the only poll has failed")
    void gaveUp() {
        emptyTheLane();
        room.gaveUp(1);
        assertThat(room.letPast()).isFalse();
    }

    @Test
    @DisplayName("none, when the room is closed")
    void closed() {
        emptyTheLane();
        room.close();
        assertThat(room.letPast()).isFalse();
    }

    /** Leaves one of the two workers without a job in hand. */
    private void emptyTheLane() {
        assertThat(room.pollWhenAsked(1, PATIENCE)).isTrue();
        letPastOnceInVain();
    }

    private void letPastOnceInVain() {
        await().pollInterval(WaitingRoom.IN_VAIN.multipliedBy(2)).until(room::letPast);
    }
}
