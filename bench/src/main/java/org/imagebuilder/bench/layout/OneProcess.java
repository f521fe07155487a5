package org.imagebuilder.bench.layout;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagebuilder.embedded.Folders;

/** Everything in one process, as {@code ./imagebuilder start} runs it. */
public final class OneProcess implements Target {

    private static final Pattern READY = Pattern.compile("ready composer=(\\S+) worker=(\\S+) .*");
    private static final int LINE_OF_PORT = 3;

    private final Path folder;
    private final Child process;
    private final URI composer;
    private final URI gateway;

    private OneProcess(Path folder, Child process) {
        Matcher said = READY.matcher("ready" + process.said("ready"));
        if (!said.matches()) {
            throw new IllegalStateException("the process says that it is ready, but not where");
        }
        this.folder = folder;
        this.process = process;
        this.composer = URI.create(said.group(1));
        this.gateway = URI.create(said.group(2));
    }

    /**
     * Starts it.
     *
     * @param jar of the standalone process, unpacked
     * @param options of its JVM
     */
    public static OneProcess start(Path jar, List<String> options) throws IOException {
        Path folder = Files.createTempDirectory("image-builder-bench-");
        List<String> arguments = new ArrayList<>(options);
        Path cache = jar.resolveSibling("standalone.aot");
        if (Files.exists(cache)) {
            arguments.add("-XX:AOTCache=" + cache);
        }
        arguments.addAll(List.of("-jar", jar.toString(), "start", "--data", folder.toString()));
        arguments.addAll(List.of("--composer-port", "0", "--worker-port", "0", "--management-port", "0"));
        return new OneProcess(
                folder,
                Child.start(
                        "standalone",
                        arguments,
                        folder,
                        line -> READY.matcher(line).matches(),
                        Limits.none()));
    }

    @Override
    public URI composer() {
        return composer;
    }

    @Override
    public URI gateway() {
        return gateway;
    }

    @Override
    public String database() {
        try {
            String port = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                    .get(LINE_OF_PORT);
            return "jdbc:postgresql://127.0.0.1:" + port + "/imagebuilder?user=postgres&password=postgres";
        } catch (IOException e) {
            throw new IllegalStateException("the database does not say where it is", e);
        }
    }

    @Override
    public List<Child> processes() {
        return List.of(process);
    }

    @Override
    public void close() {
        process.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove " + folder, e);
        }
    }
}
