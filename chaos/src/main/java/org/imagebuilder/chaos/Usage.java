package org.imagebuilder.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.chaos.cluster.Cluster;
import org.imagebuilder.chaos.cluster.Service;

/** What services use at most, of what piles up when something is away. */
final class Usage implements AutoCloseable {

    private static final long CONTAINER_MEBIBYTES = 512;

    private record Peak(long mebibytes, int threads, int connections) {

        Peak max(Peak other) {
            return new Peak(
                    Math.max(mebibytes, other.mebibytes),
                    Math.max(threads, other.threads),
                    Math.max(connections, other.connections));
        }
    }

    private final Map<String, Peak> peaks = new TreeMap<>();
    private final Thread watch;

    private Usage(Cluster cluster) {
        watch = Thread.ofVirtual().unstarted(() -> look(cluster));
    }

    static Usage watch(Cluster cluster) {
        Usage usage = new Usage(cluster);
        usage.watch.start();
        return usage;
    }

    private void look(Cluster cluster) {
        try {
            while (true) {
                cluster.services().forEach(this::look);
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look(Service service) {
        Peak now = new Peak(
                service.residentMebibytes(),
                service.threads(),
                service.database().connections());
        peaks.merge(service.kind().label(), now, Peak::max);
    }

    /** What would not have been possible in a container. */
    synchronized List<String> tooMuch() {
        return peaks.entrySet().stream()
                .filter(peak -> peak.getValue().mebibytes() > CONTAINER_MEBIBYTES)
                .map(peak -> "a %s took %d MiB"
                        .formatted(peak.getKey(), peak.getValue().mebibytes()))
                .toList();
    }

    /** What the largest of each service took, for people. */
    synchronized List<String> lines() {
        return peaks.entrySet().stream()
                .map(peak -> "%s: %d MiB, %d threads, %d connections to PostgreSQL"
                        .formatted(
                                peak.getKey(),
                                peak.getValue().mebibytes(),
                                peak.getValue().threads(),
                                peak.getValue().connections()))
                .toList();
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
