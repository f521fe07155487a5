package org.imagebuilder.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param promised composes that clients were told exist
 * @param handOuts jobs that workers were given
 * @param turnedAway requests that got 503
 * @param repeated events that came again
 * @param before half of the composes took no longer before the first fault
 * @param after the same after the last one
 * @param usage what the largest of each service took
 * @param broken promises that were not kept
 */
public record Report(
        long seed,
        Recoveries recoveries,
        int promised,
        int handOuts,
        int turnedAway,
        int repeated,
        Duration before,
        Duration after,
        List<String> usage,
        List<String> broken) {

    private static final int SHOWN = 20;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("""
                seed %d: %d faults; %d composes promised, %d hand-outs, %d requests turned away, %d events repeated
                a compose took %d ms before the faults and %d ms after them (median)
                """.formatted(
                        seed,
                        recoveries.count(),
                        promised,
                        handOuts,
                        turnedAway,
                        repeated,
                        before.toMillis(),
                        after.toMillis()));
        usage.forEach(line -> text.append("at most, ").append(line).append('\n'));
        broken.stream()
                .limit(SHOWN)
                .forEach(what -> text.append("BROKEN: ").append(what).append('\n'));
        return text.append(broken.isEmpty() ? "all promises were kept\n" : broken.size() + " promises were broken\n")
                .toString();
    }
}
