package org.imagebuilder.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.imagebuilder.load.Load;
import org.imagebuilder.standalone.stack.Endpoints;
import org.imagebuilder.standalone.stack.Ports;
import org.imagebuilder.standalone.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a JVM that makes an ahead-of-time cache learn what it is used for. */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Start everything in a temporary folder and keep it busy for a while.")
final class RehearseCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "45",
            description = "how long, at most; default: ${DEFAULT-VALUE}")
    private int seconds;

    RehearseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("image-builder-rehearsal-");
        try (var stack = new Stack();
                var _ = AtExit.close(() -> stack.closeAndForget(folder))) {
            Endpoints endpoints = stack.start(folder, Ports.ANY, Map.of("imagebuilder.authentication.mode", "none"));
            var load = new Load(endpoints.composer(), endpoints.worker(), () -> true);
            console.out().println("built " + load.rehearse(Duration.ofSeconds(seconds)) + " composes");
            load.mistakes().forEach(console.err()::println);
            return load.mistakeCount() == 0 ? 0 : Main.FAILED;
        }
    }
}
