package org.imagebuilder.migrations;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Runs the migrations on their own: {@code java -jar migrations.jar --url jdbc:postgresql://host/database}. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "org/imagebuilder/migrations/logback.xml");
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Target target = Target.parse(arguments, environment);
            print(Migrations.migrate(target.dataSource()), target, out);
            return DONE;
        } catch (IllegalArgumentException misuse) {
            err.println("migrations: " + misuse.getMessage());
            return USAGE;
        } catch (MigrationException failure) {
            err.println("migrations: " + failure.getMessage());
            return FAILED;
        }
    }

    private static void print(List<AppliedChange> changes, Target target, PrintStream out) {
        for (AppliedChange change : changes) {
            out.printf("%-32s %6d ms  %s%n", change.id(), change.took().toMillis(), change.description());
        }
        String summary = changes.isEmpty() ? "nothing to do" : "applied " + changes.size() + " change sets";
        out.println(target.printable() + ": " + summary);
    }
}
