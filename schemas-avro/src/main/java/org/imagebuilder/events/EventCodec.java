package org.imagebuilder.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.NullMarked;

/**
 * Events in Avro's single-object encoding: a marker, the fingerprint of the writer's schema, the binary record. Reads
 * what any published version of a schema wrote.
 *
 * @param <T> the record this codec is for
 */
@NullMarked
public final class EventCodec<T extends SpecificRecordBase> {

    static {
        // Avro instantiates only classes that it is told to trust; ours are added to whatever is trusted already
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(EventCodec.class.getPackageName())));
    }

    public static final EventCodec<JobEvent> JOB = new EventCodec<>(JobEvent.class, JobEvent.getClassSchema());
    public static final EventCodec<ComposeEvent> COMPOSE =
            new EventCodec<>(ComposeEvent.class, ComposeEvent.getClassSchema());
    public static final EventCodec<WorkerEvent> WORKER =
            new EventCodec<>(WorkerEvent.class, WorkerEvent.getClassSchema());
    public static final EventCodec<JobReady> READY = new EventCodec<>(JobReady.class, JobReady.getClassSchema());

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private EventCodec(Class<T> type, Schema schema) {
        var model = SpecificData.getForClass(type);
        encoder = new BinaryMessageEncoder<>(model, schema);
        decoder = new BinaryMessageDecoder<>(model, schema);
        for (int version = 1; ; version++) {
            try (InputStream published =
                    type.getResourceAsStream("published/%s.v%d.avsc".formatted(type.getSimpleName(), version))) {
                if (published == null) {
                    break;
                }
                decoder.addSchema(new SchemaParser().parse(published).mainSchema());
            } catch (IOException e) {
                throw new IllegalStateException("cannot read a published schema of " + type, e);
            }
        }
    }

    /** The event as bytes. */
    public byte[] encode(T event) {
        try {
            ByteBuffer encoded = encoder.encode(event);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("event cannot be encoded", e);
        }
    }

    /**
     * The event in these bytes.
     *
     * @throws IllegalArgumentException if they are no event of this kind, or of a version never published
     */
    public T decode(byte[] bytes) {
        try {
            return decoder.decode(bytes, null);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("no such event", e);
        }
    }
}
