package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void everything_is_kept_busy_for_a_while() throws Exception {
        try (var rehearsal = Typed.command("rehearse", "--seconds", "1")) {
            assertThat(rehearsal.exitCode()).as(rehearsal.err()).isZero();
            assertThat(rehearsal.out()).containsPattern("built [1-9]\\d* composes");
            assertThat(rehearsal.err()).isEmpty();
        }
    }
}
