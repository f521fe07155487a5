package org.imagebuilder.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.imagebuilder.standalone.vulnerabilities.Assessment;
import org.imagebuilder.standalone.vulnerabilities.VulnerabilityCheck;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "vulnerabilities", description = "Tell which known vulnerabilities the libraries have that ship here.")
final class VulnerabilitiesCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--accepted", paramLabel = "FILE", defaultValue = FILE, description = ACCEPTED)
    private Path accepted = Path.of("");

    @Option(names = "--url", paramLabel = "URL", defaultValue = "https://api.osv.dev", description = DATABASE)
    private @Nullable URI url;

    /** The script knows where the repository is. */
    private static final String FILE = "${sys:accepted-vulnerabilities:-accepted-vulnerabilities.yaml}";

    private static final String ACCEPTED = "Those that are accepted; default: ${DEFAULT-VALUE}";
    private static final String DATABASE = "Where the API of OSV is spoken; default: ${DEFAULT-VALUE}";

    VulnerabilitiesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI database = HttpAddress.withoutSlash(HttpAddress.of(spec, "--url", url));
        Assessment assessment = VulnerabilityCheck.run(database, accepted, LocalDate.now(ZoneOffset.UTC));
        assessment.report().forEach(console.out()::println);
        return assessment.isFine() ? 0 : Main.FAILED;
    }
}
