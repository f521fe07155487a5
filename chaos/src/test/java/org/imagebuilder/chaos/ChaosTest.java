package org.imagebuilder.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.imagebuilder.chaos.cluster.Cluster;
import org.imagebuilder.chaos.fault.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short run, always the same: `./imagebuilder chaos` does longer ones. */
class ChaosTest {

    private static final int RATE = 5;
    private static final Duration SHORT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(longs = 1)
    void all_promises_are_kept_whatever_is_killed(long seed) throws IOException, InterruptedException {
        Run.Plan plan = new Run.Plan(new Cluster.Size(1, 2), Faults.all(), seed, SHORT, RATE);

        Report report = new Run(plan, System.out::println).go();

        System.out.println(report);
        assertThat(report.broken()).isEmpty();
        assertThat(report.promised()).isPositive();
        assertThat(report.recoveries().count()).isPositive();
    }
}
