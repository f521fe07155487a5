package org.imagebuilder.dispatcher.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.KeptJob;
import org.imagebuilder.artifacts.Leftover;
import org.imagebuilder.artifacts.Removed;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.Jobs.Standing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives all files what their jobs say, page by page. What is there is read before the database is asked, so that nothing
 * of a running attempt can be taken for a leftover. Doing it twice changes nothing.
 */
final class ArtifactSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactSweep.class);
    private static final int PAGE = 500;

    private final ArtifactStore store;
    private final Jobs jobs;
    private final Clock clock;
    private final Duration grace;
    private final Consumer<Removed> removals;

    /** @param removals hears of everything that is removed */
    ArtifactSweep(ArtifactStore store, Jobs jobs, Clock clock, Duration grace, Consumer<Removed> removals) {
        this.store = store;
        this.jobs = jobs;
        this.clock = clock;
        this.grace = grace;
        this.removals = removals;
    }

    void sweep() throws IOException {
        try (Stream<KeptJob> all = store.jobs()) {
            all.gather(Gatherers.windowFixed(PAGE)).forEach(this::sweep);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void sweep(List<KeptJob> page) {
        Map<UUID, Standing> standings = jobs
                .standings(page.stream().map(KeptJob::id).toList())
                .stream()
                .collect(Collectors.toMap(Standing::id, Function.identity()));
        for (KeptJob kept : page) {
            try {
                settle(kept, standings.get(kept.id()));
            } catch (IOException | RuntimeException e) {
                LOG.warn("the artifacts of job {} have to wait: {}", kept.id(), e.toString());
            }
        }
    }

    private void settle(KeptJob kept, @Nullable Standing job) throws IOException {
        if (job == null) {
            removals.accept(store.delete(kept.id()));
            return;
        }
        for (Leftover leftover : kept.leftovers()) {
            switch (Fate.of(leftover.attempt().number(), job)) {
                case KEEP -> {}
                case PUBLISH -> store.publish(leftover.attempt());
                case DISCARD -> {
                    if (leftover.lastChange().isBefore(clock.instant().minus(grace))) {
                        removals.accept(store.discard(leftover.attempt()));
                    }
                }
            }
        }
    }
}
