package org.imagebuilder.testsupport;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagebuilder.embedded.Folders;

/** A server that speaks the S3 protocol (S3Proxy), in a process of its own that ends with this one. */
final class BucketServer {

    static final String ACCESS_KEY = "tester";
    static final String SECRET_KEY = "a secret of tests";

    private static final int SECONDS_TO_START = 60;
    private static final int SECONDS_TO_STOP = 10;
    private static final Pattern STARTED = Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

    private final Process process;
    private final Path folder;
    private final URI address;

    private BucketServer(Process process, Path folder, URI address) {
        this.process = process;
        this.folder = folder;
        this.address = address;
    }

    static BucketServer start() {
        try {
            Path folder = Files.createTempDirectory("image-builder-buckets-");
            Process process = new ProcessBuilder(command(settings(folder)))
                    .redirectErrorStream(true)
                    .start();
            try {
                return new BucketServer(process, folder, URI.create("http://127.0.0.1:" + portOf(process)));
            } catch (IllegalStateException e) {
                process.destroyForcibly();
                Folders.delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path settings(Path folder) throws IOException {
        Path buckets = Files.createDirectory(folder.resolve("buckets"));
        return Files.writeString(folder.resolve("settings"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(ACCESS_KEY, SECRET_KEY, buckets));
    }

    private static List<String> command(Path settings) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ownClasses() + File.pathSeparator + program(),
                BucketServerProcess.class.getName(),
                "--properties",
                settings.toString());
    }

    private static Path ownClasses() {
        try {
            return Path.of(BucketServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String program() throws IOException {
        Properties build = new Properties();
        try (InputStream written = BucketServer.class.getResourceAsStream("bucket-server.properties")) {
            build.load(Objects.requireNonNull(written, "the build has left no word of the S3 server"));
        }
        return build.getProperty("jar");
    }

    /** Reads what it says until it says where it listens, and lets it talk on after that. */
    private static int portOf(Process process) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofVirtual().name("bucket-server-output").start(() -> read(process, port));
        try {
            return port.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the S3 server did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void read(Process process, CompletableFuture<Integer> port) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(Integer.valueOf(started.group(1)));
                } else if (!port.isDone()) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            said.append(e);
        }
        port.completeExceptionally(new IllegalStateException("it said: " + said));
    }

    URI address() {
        return address;
    }

    /** Makes a bucket. To the server it is a folder, and a public one if others may read it. */
    void make(String bucket) {
        try {
            Files.createDirectory(
                    folder.resolve("buckets").resolve(bucket),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        try {
            process.destroy();
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
