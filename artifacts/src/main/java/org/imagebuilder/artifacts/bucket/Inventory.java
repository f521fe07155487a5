package org.imagebuilder.artifacts.bucket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.KeptJob;
import org.imagebuilder.artifacts.Leftover;

/** What is in a bucket, job by job, with one request for each thousand objects. */
final class Inventory {

    /** There are few: those on their way in, and what died. Others are seen when these are gone. */
    private static final int MOST_UPLOADS = 10_000;

    private final Bucket bucket;
    private final Keys keys;

    Inventory(Bucket bucket, Keys keys) {
        this.bucket = bucket;
        this.keys = keys;
    }

    /** Something with a key in the bucket. */
    private record Item(Keys.Place place, Kind kind, Instant time) {}

    private enum Kind {
        FILE,
        UPLOAD,
        MARK
    }

    /**
     * Uploads are looked at first: one that is completed meanwhile is seen twice and not missed. A job comes more than
     * once if the server does not list keys in their order.
     */
    Stream<KeptJob> jobs() {
        Map<UUID, List<Item>> uploads = new HashMap<>();
        bucket.uploads(keys.prefix())
                .limit(MOST_UPLOADS)
                .flatMap(upload -> item(upload.key(), Kind.UPLOAD, upload.initiated()))
                .forEach(item -> uploads.computeIfAbsent(item.place().job(), _ -> new ArrayList<>())
                        .add(item));
        return bucket.objects(keys.prefix())
                .flatMap(object ->
                        item(object.key(), Keys.isMark(object.key()) ? Kind.MARK : Kind.FILE, object.lastModified()))
                .gather(byJob(uploads))
                .map(Inventory::kept);
    }

    private Stream<Item> item(String key, Kind kind, Instant time) {
        return keys.read(key).map(place -> new Item(place, kind, time)).stream();
    }

    /** Puts together what follows each other and is of the same job, with the job's uploads; the other uploads come last. */
    private static Gatherer<Item, ?, List<Item>> byJob(Map<UUID, List<Item>> uploads) {
        return Gatherer.ofSequential(
                () -> new ArrayList<Item>(),
                Gatherer.Integrator.ofGreedy((items, next, downstream) -> {
                    boolean goOn = true;
                    if (!items.isEmpty() && !jobOf(items).equals(next.place().job())) {
                        goOn = downstream.push(List.copyOf(items));
                        items.clear();
                    }
                    if (items.isEmpty()) {
                        List<Item> own = uploads.remove(next.place().job());
                        items.addAll(own == null ? List.of() : own);
                    }
                    items.add(next);
                    return goOn;
                }),
                (items, downstream) -> {
                    if (!items.isEmpty()) {
                        downstream.push(List.copyOf(items));
                    }
                    uploads.values().forEach(downstream::push);
                });
    }

    private static UUID jobOf(List<Item> items) {
        return items.getFirst().place().job();
    }

    private static KeptJob kept(List<Item> items) {
        Map<Attempt, Instant> lastChanges = new HashMap<>();
        Set<Attempt> published = new HashSet<>();
        Set<Attempt> uploading = new HashSet<>();
        for (Item item : items) {
            Attempt attempt = item.place().attempt();
            if (attempt == null) {
                continue;
            }
            switch (item.kind()) {
                case MARK -> published.add(attempt);
                case UPLOAD -> uploading.add(attempt);
                case FILE -> {}
            }
            lastChanges.merge(attempt, item.time(), (one, other) -> one.isAfter(other) ? one : other);
        }
        published.removeAll(uploading);
        lastChanges.keySet().removeAll(published);
        return new KeptJob(
                jobOf(items),
                lastChanges.entrySet().stream()
                        .map(entry -> new Leftover(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
