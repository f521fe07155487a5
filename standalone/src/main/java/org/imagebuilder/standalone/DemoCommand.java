package org.imagebuilder.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.imagebuilder.standalone.demo.Demo;
import org.imagebuilder.standalone.stack.Endpoints;
import org.imagebuilder.standalone.stack.Ports;
import org.imagebuilder.standalone.stack.Stack;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = "Start everything in a temporary folder, send one compose through it and show what happens.")
final class DemoCommand implements Callable<Integer> {

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("image-builder-demo-");
        var demo = new Demo(console.out());
        try (var stack = new Stack();
                var _ = AtExit.close(() -> stack.closeAndForget(folder))) {
            demo.announce("starts PostgreSQL, Kafka and the three services in " + folder);
            Endpoints endpoints = stack.start(folder, Ports.ANY, Map.of("imagebuilder.authentication.mode", "none"));
            return demo.run(stack, endpoints) ? 0 : Main.FAILED;
        }
    }
}
