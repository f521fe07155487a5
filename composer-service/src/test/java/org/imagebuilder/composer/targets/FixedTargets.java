package org.imagebuilder.composer.targets;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.imagebuilder.composer.Requests;

/** Targets made at a known time, with ids that count from 1. */
public final class FixedTargets {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00.000000001Z"), ZoneOffset.UTC);

    private FixedTargets() {}

    public static Targets make() {
        AtomicLong last = new AtomicLong();
        return new Targets(
                new UploadOptionsReader(Requests.SCHEMAS, Requests.DEFAULTS),
                CLOCK,
                () -> new UUID(0, last.incrementAndGet()));
    }
}
