package org.imagebuilder.standalone;

import java.io.PrintStream;
import org.imagebuilder.embedded.EmbeddedStartException;
import org.imagebuilder.standalone.stack.StartRefusedException;
import org.imagebuilder.standalone.vulnerabilities.AcceptancesRefusedException;
import org.imagebuilder.standalone.vulnerabilities.UnansweredException;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command line of the standalone process. */
@Command(
        name = "imagebuilder",
        description = "Image Builder Composer in one process, on its own PostgreSQL and Kafka.",
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            WorkerCommand.class,
            RehearseCommand.class,
            VulnerabilitiesCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    static final int FAILED = 1;
    static final int REFUSED = 2;
    static final int UNANSWERED = 3;

    private Main() {}

    public static void main(String[] arguments) {
        quiet();
        System.exit(run(new Console(System.out, System.err), arguments));
    }

    /** One configuration of logging for three applications, each of which would set up its own. */
    private static void quiet() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static int run(Console console, String... arguments) {
        var commands = new CommandLine(new Main(), new CommandFactory(console));
        commands.setOut(console.outWriter());
        commands.setErr(console.errWriter());
        commands.setParameterExceptionHandler((misuse, _) -> refuse(console.err(), misuse));
        commands.setExecutionExceptionHandler((failure, _, _) -> explain(console.err(), failure));
        return arguments.length == 0 ? commands.execute("help") : commands.execute(arguments);
    }

    private static int refuse(PrintStream err, ParameterException misuse) {
        err.println("imagebuilder: " + oneLine(misuse) + " (try 'help')");
        return REFUSED;
    }

    private static int explain(PrintStream err, Exception failure) {
        err.println("imagebuilder: " + oneLine(failure));
        return switch (failure) {
            case StartRefusedException _, EmbeddedStartException _, AcceptancesRefusedException _ -> REFUSED;
            case UnansweredException _ -> UNANSWERED;
            default -> FAILED;
        };
    }

    static String oneLine(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse("");
    }
}
