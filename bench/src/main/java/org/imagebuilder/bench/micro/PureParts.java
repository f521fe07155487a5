package org.imagebuilder.bench.micro;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.conversion.Conversion;
import org.imagebuilder.composer.openapi.ApiDescription;
import org.imagebuilder.composer.request.RequestDefaults;
import org.imagebuilder.composer.request.RequestDocuments;
import org.imagebuilder.composer.request.RequestReader;
import org.imagebuilder.composer.request.RequestReader.ReadRequest;
import org.imagebuilder.composer.request.RequestSchemas;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobState;
import org.imagebuilder.load.Samples;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Code that neither waits nor remembers: its time is all processor time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PureParts {

    private static final byte[] PLAIN = bytes(Samples.COMPOSE);

    private static final byte[] CUSTOMIZED = bytes("""
            {"distribution":"rhel-9.6",
             "customizations":{
               "packages":["vim-enhanced","tmux","podman","chrony","rsync"],
               "users":[{"name":"admin","groups":["wheel"],"key":"ssh-ed25519 AAAA admin@example.com"}],
               "services":{"enabled":["sshd","chronyd"],"disabled":["kdump"]},
               "filesystem":[{"mountpoint":"/var","min_size":10737418240},{"mountpoint":"/home","min_size":1073741824}],
               "kernel":{"append":"console=ttyS0"},
               "locale":{"languages":["en_US.UTF-8"],"keyboard":"us"},
               "timezone":{"timezone":"Europe/Prague","ntpservers":["0.example.com"]},
               "files":[{"path":"/etc/motd","data":"welcome"}],
               "firewall":{"ports":["22:tcp","443:tcp"]}},
             "image_request":{"architecture":"x86_64","image_type":"guest-image",
               "repositories":[{"baseurl":"https://repo.example.com/os/","rhsm":false}],
               "upload_options":{"region":"us-east-1"}}}
            """);

    private final RequestReader reader = reader();
    private final ReadRequest customized = reader.read(CUSTOMIZED);
    private final JobEvent event = event();
    private final byte[] encoded = EventCodec.JOB.encode(event);

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static RequestReader reader() {
        ApiDescription description = new ApiDescription();
        return new RequestReader(
                new RequestDocuments(new RequestSchemas(description), new RequestDefaults(description)));
    }

    private static JobEvent event() {
        return JobEvent.newBuilder()
                .setEventId(UUID.fromString("0f0e0d0c-0b0a-4988-8776-655443322110"))
                .setOccurredAt(Instant.EPOCH)
                .setJobId(UUID.fromString("0f0e0d0c-0b0a-4988-8776-655443322111"))
                .setComposeId(UUID.fromString("0f0e0d0c-0b0a-4988-8776-655443322112"))
                .setJobType("osbuild")
                .setArchitecture("x86_64")
                .setTenant("org-1")
                .setChange(JobChange.FINISHED)
                .setPreviousState(JobState.RUNNING)
                .setState(JobState.FINISHED)
                .setAttempt(1)
                .build();
    }

    /** A request for one image: parsed, held against the schema, filled up, decoded. */
    @Benchmark
    public ReadRequest readRequest() {
        return reader.read(PLAIN);
    }

    /** The same with customizations. */
    @Benchmark
    public ReadRequest readCustomizedRequest() {
        return reader.read(CUSTOMIZED);
    }

    /** From a request's customizations to the blueprint that workers get. */
    @Benchmark
    public Blueprint convertCustomizations() {
        return Conversion.of(customized.request());
    }

    /** An event as it goes to the broker. */
    @Benchmark
    public byte[] encodeEvent() {
        return EventCodec.JOB.encode(event);
    }

    /** An event as a consumer reads it. */
    @Benchmark
    public JobEvent decodeEvent() {
        return EventCodec.JOB.decode(encoded);
    }
}
