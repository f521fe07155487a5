package org.imagebuilder.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.imagebuilder.chaos.cluster.Cluster;
import org.imagebuilder.chaos.cluster.FakeTime;
import org.imagebuilder.chaos.fault.Fault;
import org.imagebuilder.chaos.fault.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "imagebuilder chaos",
        mixinStandardHelpOptions = true,
        description = "Break real processes under load, at random, and check that every promise was kept.")
public final class Chaos implements Callable<Integer> {

    @Option(names = "--seed", paramLabel = "S", description = "chooses what happens when; default: any")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "how long things break; 0 for each fault once; default: ${DEFAULT-VALUE}")
    private int minutes = 10;

    @Option(names = "--runs", paramLabel = "N", description = "with a seed more each; default: ${DEFAULT-VALUE}")
    private int runs = 1;

    @Option(names = "--brokers", paramLabel = "N", description = "Kafka brokers; default: ${DEFAULT-VALUE}")
    private int brokers = 1;

    @Option(names = "--replicas", paramLabel = "N", description = "of each service; default: ${DEFAULT-VALUE}")
    private int replicas = 3;

    @Option(names = "--rate", paramLabel = "N", description = "composes a second; default: ${DEFAULT-VALUE}")
    private int rate = 5;

    @Option(
            names = "--fault",
            paramLabel = "TEXT",
            description = "only faults with this in their name; may be given more than once")
    private List<String> only = List.of();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        // what clients say about faults is no news here
        LoggingSystem.get(Chaos.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        System.exit(new CommandLine(new Chaos()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Fault> faults = Faults.all().stream()
                .filter(fault -> only.isEmpty() || only.stream().anyMatch(fault.name()::contains))
                .toList();
        if (faults.isEmpty() || brokers < 1 || replicas < 1 || rate < 1 || runs < 1 || minutes < 0) {
            System.err.println("imagebuilder chaos: nothing to do that way (try --help)");
            return CommandLine.ExitCode.USAGE;
        }
        if (!FakeTime.isAvailable()) {
            say("clocks stay right: the library libfaketime is not here");
        }
        long first = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        Recoveries all = new Recoveries();
        boolean kept = true;
        for (int run = 0; run < runs; run++) {
            Run.Plan plan = new Run.Plan(
                    new Cluster.Size(brokers, replicas), faults, first + run, Duration.ofMinutes(minutes), rate);
            Report report = new Run(plan, this::say).go();
            out.println(report);
            all.addAll(report.recoveries());
            kept &= report.broken().isEmpty();
        }
        out.println(all.table());
        return kept ? 0 : 1;
    }

    private void say(String what) {
        System.err.println("chaos: " + LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + what);
    }
}
