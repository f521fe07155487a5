package org.imagebuilder.http.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.imagebuilder.http.pace.Pace;
import org.junit.jupiter.api.Test;

class PacedOutputTest {

    private final AtomicLong time = new AtomicLong();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final PacedOutput out = new PacedOutput(taken, () -> new Pace(time::get));

    @Test
    void a_client_may_be_slow_but_not_for_ever() throws IOException {
        pass(Duration.ofHours(1)); // nothing was written yet
        out.write(new byte[1024 * 1024]);
        pass(Duration.ofSeconds(27));
        out.write('x');
        assertThat(taken.size()).isEqualTo(1024 * 1024 + 1);
        pass(Duration.ofSeconds(2));
        assertThatThrownBy(() -> out.write('x')).isInstanceOf(IOException.class);
    }

    @Test
    void a_large_part_is_not_waited_for_to_its_end() throws IOException {
        out.write('x');
        pass(Duration.ofSeconds(60));
        assertThatThrownBy(() -> out.write(new byte[64 * 1024 * 1024])).isInstanceOf(IOException.class);
        assertThat(taken.size()).isLessThan(100 * 1024);
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }
}
