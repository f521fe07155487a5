package org.imagebuilder.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.imagebuilder.bench.layout.Child;
import org.imagebuilder.bench.layout.OneProcess;
import org.imagebuilder.bench.layout.SeparateProcesses;
import org.imagebuilder.bench.layout.Target;
import org.imagebuilder.load.Load;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The command line of the benchmark. */
@Command(
        name = "imagebuilder bench",
        mixinStandardHelpOptions = true,
        description = "Measure throughput, latency, memory and start-up with the traffic of clients and workers.")
public final class Bench implements Callable<Integer> {

    private enum Layout {
        standalone,
        separate
    }

    @Option(
            names = "--layout",
            split = ",",
            paramLabel = "L",
            description = "one process (standalone), or one for each service (separate); default: ${DEFAULT-VALUE}")
    private List<Layout> layouts = List.of(Layout.standalone, Layout.separate);

    @Option(names = "--composes", paramLabel = "N", description = "composes of a step; default: ${DEFAULT-VALUE}")
    private int composes = 2_000;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "how often each step is repeated; default: ${DEFAULT-VALUE}")
    private int runs = 3;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "runs before those that count; default: ${DEFAULT-VALUE}")
    private int warmUp = 2;

    @Option(names = "--history", paramLabel = "N", description = "finished jobs in the database; default: none")
    private int history;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "jobs that wait all the time; only hand-outs are measured then; default: none")
    private int backlog;

    @Option(
            names = "--steady",
            paramLabel = "DURATION",
            description = "instead: watch memory for so long under a steady load, for example PT20M")
    private @Nullable Duration steady;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "composes per second of a steady load; default: ${DEFAULT-VALUE}")
    private double rate = 50;

    @Option(names = "--micro", description = "instead: measure the pure parts with JMH")
    private boolean micro;

    @Option(names = "--json", paramLabel = "FILE", description = "write all figures there, too")
    private @Nullable Path json;

    @Option(names = "--train", hidden = true, description = "instead: make the services' ahead-of-time caches")
    private boolean onlyTrain;

    @Option(names = "--jars", paramLabel = "DIR", hidden = true)
    private Path jars = Path.of("bench", "target", "services");

    @Option(names = "--standalone", paramLabel = "JAR", hidden = true)
    private Path standalone =
            Path.of("standalone", "target", "app", "standalone.jar").toAbsolutePath();

    @Option(names = "--jvm-options", paramLabel = "FILE", hidden = true)
    private Path jvmOptions = Path.of("jvm.options").toAbsolutePath();

    private static final int FEW = 8;
    private static final int MANY = 64;
    private static final int CLIENTS = 16;
    private static final int STATUS_READS = 10;
    private static final List<Integer> STATUS_CLIENTS = List.of(4, 8);
    private static final int IDLE_COMPOSES = 200;
    private static final Duration LONGEST_TRAINING = Duration.ofMinutes(2);
    private static final int PARTS_OF_STEADY = 4;

    private final PrintStream out = System.out;
    private int mistakes;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (micro) {
            measureParts();
            return 0;
        }
        if (onlyTrain) {
            train();
            return mistakes == 0 && SeparateProcesses.areTrained(jars) ? 0 : 1;
        }
        Map<String, Map<String, List<Double>>> all = new LinkedHashMap<>();
        for (Layout layout : layouts) {
            Figures figures = new Figures();
            try (Target target = start(layout)) {
                for (Child process : target.processes()) {
                    figures.add("start of " + process.name() + ", ms", (double) process.startMillis());
                }
                measure(target, figures);
                for (Child process : target.processes()) {
                    figures.add("memory of " + process.name() + " at most, MiB", (double)
                            process.residentMebibytesAtMost());
                }
            }
            out.println(figures.table(layout.name()));
            all.put(layout.name(), figures.values());
        }
        if (json != null) {
            Files.writeString(
                    json, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
        return mistakes == 0 ? 0 : 1;
    }

    private void measureParts() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("org\\.imagebuilder\\.bench\\.micro\\..*")
                        .build())
                .run();
    }

    private Target start(Layout layout) throws IOException, InterruptedException {
        return switch (layout) {
            case standalone ->
                OneProcess.start(
                        standalone, List.of("-Xmx768m", "@" + jvmOptions, "--sun-misc-unsafe-memory-access=allow"));
            case separate -> {
                if (!SeparateProcesses.areTrained(jars)) {
                    train();
                }
                yield SeparateProcesses.start(jars, optionsOfServices());
            }
        };
    }

    /** As in the Dockerfile, where the heap is half of what the container has, at most. */
    private List<String> optionsOfServices() {
        return List.of(
                "-Xmx256m", "-Xms128m", "-XX:+ExitOnOutOfMemoryError", "-Dspring.aot.enabled=true", "@" + jvmOptions);
    }

    /** Lets the JVMs write down what they load, link and compile under some load, so that they need not find out again. */
    private void train() throws IOException, InterruptedException {
        say("trains the services' ahead-of-time caches, once");
        try (SeparateProcesses trained = SeparateProcesses.train(jars, optionsOfServices())) {
            Load load = new Load(trained.composer(), trained.gateway(), trained::isAlive);
            var _ = load.rehearse(LONGEST_TRAINING);
            mistakes += load.mistakeCount();
        }
    }

    private void measure(Target target, Figures figures) throws InterruptedException, SQLException {
        Load load = new Load(target.composer(), target.gateway(), target::isAlive);
        if (history > 0) {
            say("fills the database with " + history + " finished jobs");
            History.fill(target.database(), history);
        }
        if (steady != null) {
            watch(target, load, steady, figures);
        } else {
            if (backlog > 0) {
                say("lets " + backlog + " jobs wait");
                // of each compose, one job waits for a worker and one for the other
                load.submit(backlog, CLIENTS);
            }
            for (int run = 1 - warmUp; run <= runs; run++) {
                say(run > 0 ? "run " + run + " of " + runs : "warms up");
                Figures these = run > 0 ? figures : new Figures();
                if (backlog > 0) {
                    handOuts(load, these);
                } else {
                    everything(target, load, these);
                }
            }
        }
        mistakes += load.mistakeCount();
        figures.add("broken promises", load.mistakeCount());
        load.mistakes().forEach(mistake -> out.println("BROKEN: " + mistake));
    }

    private void everything(Target target, Load load, Figures figures) throws InterruptedException {
        Load.Rate one = load.submit(composes / 2, 1);
        figures.add("submit, 1 client, composes/s", one.perSecond());
        figures.add("submit, 1 client, median, ms", one.latency().median());
        Map<Child, Double> before = processor(target);
        Load.Rate many = load.submit(composes, CLIENTS);
        processor(target, before, composes, "for each submission, ms", figures);
        figures.add("submit, 16 clients, composes/s", many.perSecond());
        figures.add("submit, 16 clients, median, ms", many.latency().median());
        handOuts(load.drain(0, MANY), "with what was submitted, ", MANY, figures);
        handOuts(load.drain(composes, FEW), "", FEW, figures);
        before = processor(target);
        handOuts(load.drain(composes, MANY), "", MANY, figures);
        processor(target, before, composes, "for each compose with 64 workers, ms", figures);
        Load.Idle idle = load.idle(IDLE_COMPOSES, FEW);
        figures.add(
                "idle, submission to hand-out, median, ms",
                idle.submissionToHandOut().median());
        figures.add(
                "idle, result to hand-out, median, ms", idle.resultToHandOut().median());
        for (int clients : STATUS_CLIENTS) {
            Load.Rate status = load.status(STATUS_READS * composes, clients);
            figures.add("status, " + clients + " clients, requests/s", status.perSecond());
            figures.add(
                    "status, " + clients + " clients, median, ms",
                    status.latency().median());
        }
    }

    private void handOuts(Load load, Figures figures) throws InterruptedException {
        // what is taken comes again, so that as many wait all the time
        handOuts(load.work(composes, FEW), "", FEW, figures);
        load.submit(composes / 2, CLIENTS);
        handOuts(load.work(2 * composes, MANY), "", MANY, figures);
        load.submit(composes, CLIENTS);
    }

    private static void handOuts(Load.Work work, String what, int workers, Figures figures) {
        String name = what + workers + " workers, ";
        figures.add(name + "hand-outs/s", work.perSecond());
        figures.add(name + "hand-out, median, ms", work.handOut().median());
        figures.add(name + "finish, median, ms", work.finish().median());
    }

    private void watch(Target target, Load load, Duration duration, Figures figures) throws InterruptedException {
        load.drain(composes, FEW);
        note(target, "at the start", figures);
        for (int part = 1; part <= PARTS_OF_STEADY; part++) {
            Load.Work work = load.steady(duration.dividedBy(PARTS_OF_STEADY), rate, FEW);
            note(target, "after " + duration.multipliedBy(part).dividedBy(PARTS_OF_STEADY), figures);
            figures.add("hand-outs/s", work.perSecond());
            figures.add("hand-out, 99 %, ms", work.handOut().at(99));
        }
    }

    private static Map<Child, Double> processor(Target target) {
        return target.processes().stream().collect(Collectors.toMap(Function.identity(), Child::processorMillis));
    }

    private static void processor(
            Target target, Map<Child, Double> before, int composes, String what, Figures figures) {
        for (Child process : target.processes()) {
            double used = process.processorMillis() - before.getOrDefault(process, 0.0);
            figures.add("processor of " + process.name() + " " + what, used / composes);
        }
    }

    private static void note(Target target, String when, Figures figures) {
        for (Child process : target.processes()) {
            figures.add("heap of " + process.name() + " after collection " + when + ", MiB", (double)
                    process.liveHeapMebibytes());
            figures.add("memory of " + process.name() + " " + when + ", MiB", (double) process.residentMebibytes());
        }
    }

    private void say(String what) {
        System.err.println("bench: " + what);
    }
}
