package org.imagebuilder.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.imagebuilder.standalone.stack.Endpoints;
import org.imagebuilder.standalone.stack.Ports;
import org.imagebuilder.standalone.stack.Stack;
import org.imagebuilder.standalone.worker.SimulatedWorker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "start", description = "Start everything and keep it running until interrupted.")
final class StartCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep everything in this folder; default: forget it")
    private @Nullable Path data;

    @Option(names = "--composer-port", paramLabel = "N", defaultValue = "8080", description = PORT)
    private int composerPort;

    @Option(names = "--worker-port", paramLabel = "N", defaultValue = "8700", description = PORT)
    private int workerPort;

    @Option(names = "--management-port", paramLabel = "N", defaultValue = "8008", description = PORT)
    private int managementPort;

    @Option(names = "--demo-workers", paramLabel = "N", defaultValue = "0", description = WORKERS)
    private int demoWorkers;

    @Option(names = "--property", paramLabel = "NAME=VALUE", description = PROPERTY)
    private Map<String, String> properties = Map.of();

    private static final String PORT = "default: ${DEFAULT-VALUE}; 0 for any free port";
    private static final String PROPERTY =
            "a property of the services; without any for it, they do not ask who calls them";
    private static final String WORKERS = "simulated x86_64 workers; default: ${DEFAULT-VALUE}";

    StartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = data == null ? Files.createTempDirectory("image-builder-") : data;
        try (var stack = new Stack();
                var _ = AtExit.close(() -> stop(stack, folder))) {
            Endpoints endpoints = stack.start(folder, new Ports(composerPort, workerPort, managementPort), properties);
            for (int worker = 0; worker < demoWorkers; worker++) {
                stack.own(() -> SimulatedWorker.start(endpoints.worker(), _ -> {}));
            }
            console.out().println(endpoints.readyLine());
            untilInterrupted();
        }
        return 0;
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            // The end of the wait is all there is to do.
        }
    }

    private void stop(Stack stack, Path folder) throws IOException {
        if (data == null) {
            stack.closeAndForget(folder);
        } else {
            stack.close();
        }
    }
}
