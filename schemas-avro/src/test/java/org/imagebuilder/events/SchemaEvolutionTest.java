package org.imagebuilder.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A consumer that was built against any published version must read what is written today, and the other way round. */
class SchemaEvolutionTest {

    static Stream<Schema> current() {
        return Stream.of(
                JobEvent.getClassSchema(),
                ComposeEvent.getClassSchema(),
                WorkerEvent.getClassSchema(),
                JobReady.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("current")
    @DisplayName("every published version and today's read each other")
    void compatible(Schema today) throws IOException {
        List<Schema> published = published(today.getName());
        assertThat(published).isNotEmpty();
        for (Schema version : published) {
            assertThat(compatibility(today, version)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(version, today)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("current")
    @DisplayName("today's schema is the last one published, so that no consumer meets an unknown fingerprint")
    void todayIsPublished(Schema today) throws IOException {
        Schema last = published(today.getName()).getLast();
        assertThat(SchemaNormalization.toParsingForm(last)).isEqualTo(SchemaNormalization.toParsingForm(today));
    }

    @Test
    @DisplayName("the check can fail: a dropped field without default, and a changed type, are incompatible")
    void theCheckCanFail() {
        Schema today = JobReady.getClassSchema();
        Schema.Field dropped = today.getField("attempt");
        List<Schema.Field> rest = new ArrayList<>();
        today.getFields().stream()
                .filter(f -> !f.equals(dropped))
                .forEach(f -> rest.add(new Schema.Field(f, f.schema())));
        Schema without = Schema.createRecord(today.getName(), null, today.getNamespace(), false, rest);
        assertThat(compatibility(today, without)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);

        Schema changed = new SchemaParser()
                .parse(today.toString()
                        .replace("\"name\":\"attempt\",\"type\":\"int\"", "\"name\":\"attempt\",\"type\":\"string\""))
                .mainSchema();
        assertThat(changed).isNotEqualTo(today);
        assertThat(compatibility(today, changed)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    @Test
    @DisplayName("an event comes back as it was, with and without what is optional")
    void roundTrip() {
        Instant now = Instant.parse("2026-11-01T12:00:00.123456Z");
        UUID id = UUID.randomUUID();
        JobEvent full = new JobEvent(
                id,
                now,
                id,
                id,
                "org-1",
                "osbuild",
                "x86_64",
                JobChange.FINISHED,
                JobState.RUNNING,
                JobState.FINISHED,
                2,
                id,
                new JobFailure(10, "no"),
                "somebody",
                "trace",
                "request");
        JobEvent bare = new JobEvent(
                id,
                now,
                id,
                null,
                "",
                "depsolve",
                null,
                JobChange.QUEUED,
                null,
                JobState.PENDING,
                0,
                null,
                null,
                null,
                null,
                null);
        ComposeEvent compose = new ComposeEvent(
                id,
                now,
                id,
                "",
                ComposeChange.QUEUED,
                null,
                ComposeStatus.PENDING,
                "fedora-44",
                "x86_64",
                "guest-image",
                0,
                null,
                null,
                null,
                null,
                null);
        WorkerEvent worker = new WorkerEvent(id, now, id, "", "x86_64", WorkerChange.REMOVED, "silent");
        JobReady ready = new JobReady(id, now, id, null, 1, null);

        assertThat(EventCodec.JOB.decode(EventCodec.JOB.encode(full))).isEqualTo(full);
        assertThat(EventCodec.JOB.decode(EventCodec.JOB.encode(bare))).isEqualTo(bare);
        assertThat(EventCodec.COMPOSE.decode(EventCodec.COMPOSE.encode(compose)))
                .isEqualTo(compose);
        assertThat(EventCodec.WORKER.decode(EventCodec.WORKER.encode(worker))).isEqualTo(worker);
        assertThat(EventCodec.READY.decode(EventCodec.READY.encode(ready))).isEqualTo(ready);
        assertThat(EventCodec.READY.encode(ready)).startsWith(0xC3, 0x01);
    }

    @Test
    @DisplayName("bytes that are no event are refused, whatever they are")
    void garbage() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {1}, new byte[] {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0, 0})) {
            assertThatThrownBy(() -> EventCodec.JOB.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static List<Schema> published(String name) throws IOException {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; ; version++) {
            try (InputStream in =
                    EventCodec.class.getResourceAsStream("published/%s.v%d.avsc".formatted(name, version))) {
                if (in == null) {
                    return versions;
                }
                versions.add(new SchemaParser().parse(in).mainSchema());
            }
        }
    }
}
