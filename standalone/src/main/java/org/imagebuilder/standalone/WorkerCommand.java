package org.imagebuilder.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.imagebuilder.standalone.worker.Credentials;
import org.imagebuilder.standalone.worker.Progress;
import org.imagebuilder.standalone.worker.Secret;
import org.imagebuilder.standalone.worker.SimulatedWorker;
import org.imagebuilder.standalone.worker.WorkerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "worker", description = "Run one simulated worker for a server anywhere, until interrupted.")
final class WorkerCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", required = true, description = "The worker API with its base path")
    private @Nullable URI url;

    @Option(names = "--arch", paramLabel = "A", defaultValue = "x86_64", description = ARCHITECTURE)
    private String architecture = "";

    @Option(names = "--proxy", paramLabel = "URL", description = "Send all requests through this HTTP proxy")
    private @Nullable URI proxy;

    @ArgGroup(exclusive = false)
    private @Nullable Oauth oauth;

    private static final String ARCHITECTURE = "Architecture of its images; default: ${DEFAULT-VALUE}";
    private static final String SECRET = "File with the client's secret";
    private static final String TOKEN = "File with a refresh token that lives long";

    /** Everything that OAuth 2 needs, or nothing. */
    static final class Oauth {

        @Option(
                names = "--oauth-token-url",
                paramLabel = "URL",
                required = true,
                description = "Where tokens come from")
        private @Nullable URI tokenUrl;

        @Option(names = "--oauth-client-id", paramLabel = "ID", required = true, description = "The worker's client id")
        private @Nullable String clientId;

        @ArgGroup(multiplicity = "1")
        private @Nullable Proof proof;
    }

    /** One of the two. */
    static final class Proof {

        @Option(names = "--oauth-client-secret-file", paramLabel = "FILE", required = true, description = SECRET)
        private @Nullable Path clientSecret;

        @Option(names = "--oauth-refresh-token-file", paramLabel = "FILE", required = true, description = TOKEN)
        private @Nullable Path refreshToken;
    }

    WorkerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var settings = new WorkerSettings(
                HttpAddress.withoutSlash(HttpAddress.of(spec, "--url", url)),
                architecture,
                credentials(),
                proxy == null ? null : HttpAddress.of(spec, "--proxy", proxy));
        SimulatedWorker worker = SimulatedWorker.start(settings, this::tell, this::complain);
        try (var _ = AtExit.close(worker::close)) {
            console.out().println("working url=" + settings.api() + " arch=" + architecture);
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            // The end of the wait is all there is to do.
        }
        return 0;
    }

    private Credentials credentials() {
        if (oauth == null) {
            return new Credentials.None();
        }
        URI tokenUrl = HttpAddress.of(spec, "--oauth-token-url", oauth.tokenUrl);
        String clientId = Objects.requireNonNull(oauth.clientId);
        Proof proof = Objects.requireNonNull(oauth.proof);
        return proof.clientSecret == null
                ? new Credentials.RefreshToken(tokenUrl, clientId, secret(Objects.requireNonNull(proof.refreshToken)))
                : new Credentials.ClientSecret(tokenUrl, clientId, secret(proof.clientSecret));
    }

    private Secret secret(Path file) {
        try {
            return Secret.in(file);
        } catch (IOException unreadable) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "cannot read the file " + file);
        }
    }

    private void tell(Progress step) {
        console.out()
                .println("%s %s %d/%d %s"
                        .formatted(step.job(), step.type(), step.done() + 1, step.total(), step.step()));
    }

    private void complain(Exception failure) {
        console.err().println("imagebuilder: " + Main.oneLine(failure) + "; tries again");
    }
}
