package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a process a clock of its own, by libfaketime, where the machine has it (the package {@code faketime} of Debian
 * and Fedora).
 */
public final class FakeTime {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    private static final Optional<Path> LIBRARY =
            LIBRARIES.stream().filter(Files::exists).findFirst();

    private FakeTime() {}

    /** Whether the machine has it. */
    public static boolean isAvailable() {
        return LIBRARY.isPresent();
    }

    static Optional<Path> prepare(Path clock) throws IOException {
        if (!isAvailable()) {
            return Optional.empty();
        }
        return Optional.of(Files.writeString(clock, "+0"));
    }

    static Map<String, String> environment(Optional<Path> clock) {
        if (clock.isEmpty() || LIBRARY.isEmpty()) {
            return Map.of("MALLOC_ARENA_MAX", "2");
        }
        return Map.of(
                "MALLOC_ARENA_MAX", "2",
                "LD_PRELOAD", LIBRARY.get().toString(),
                "FAKETIME_TIMESTAMP_FILE", clock.get().toString(),
                // how long a change may go unnoticed, in seconds
                "FAKETIME_CACHE_DURATION", "1",
                // waits shall last as long as they should, and wait
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets the clock of a process ahead or back. */
    public static void set(Path clock, long seconds) throws IOException {
        Files.writeString(clock, "%+d".formatted(seconds));
    }
}
