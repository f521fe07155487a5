package org.imagebuilder.bench.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a process to one processor and 512 MiB, as its container would, by a control group of its own. Where none can be
 * made, without being root for example, it may use all that there is.
 */
final class Limits implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String MEMORY = Long.toString(512L * 1024 * 1024);
    private static final String PERIOD = "100000";

    private final List<Path> groups;

    private Limits(List<Path> groups) {
        this.groups = groups;
    }

    static Limits none() {
        return new Limits(List.of());
    }

    /** @param name of the group */
    static Limits ofContainer(String name) {
        Limits limits = version2(name);
        return limits != null ? limits : version1(name);
    }

    private static @Nullable Limits version2(String name) {
        Path group = ROOT.resolve(name);
        try {
            if (!Files.exists(ROOT.resolve("cgroup.controllers"))) {
                return null;
            }
            Files.createDirectories(group);
            Files.writeString(group.resolve("cpu.max"), PERIOD + " " + PERIOD);
            Files.writeString(group.resolve("memory.max"), MEMORY);
            return new Limits(List.of(group));
        } catch (IOException _) {
            return null;
        }
    }

    private static Limits version1(String name) {
        List<Path> made = new ArrayList<>();
        try {
            Path cpu = Files.createDirectories(ROOT.resolve("cpu").resolve(name));
            made.add(cpu);
            Files.writeString(cpu.resolve("cpu.cfs_period_us"), PERIOD);
            Files.writeString(cpu.resolve("cpu.cfs_quota_us"), PERIOD);
            Path memory = Files.createDirectories(ROOT.resolve("memory").resolve(name));
            made.add(memory);
            Files.writeString(memory.resolve("memory.limit_in_bytes"), MEMORY);
            return new Limits(made);
        } catch (IOException _) {
            new Limits(made).close();
            return none();
        }
    }

    /** The same command, from within the groups. */
    List<String> of(List<String> command) {
        if (groups.isEmpty()) {
            return command;
        }
        List<String> held = new ArrayList<>(List.of("sh", "-c", enter() + "exec \"$@\"", "sh"));
        held.addAll(command);
        return held;
    }

    private String enter() {
        StringBuilder script = new StringBuilder();
        for (Path group : groups) {
            script.append("echo $$ > ").append(group.resolve("cgroup.procs")).append(" && ");
        }
        return script.toString();
    }

    @Override
    public void close() {
        for (Path group : groups) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException _) {
                // an empty group that is left costs nothing
            }
        }
    }
}
