package org.imagebuilder.load;

import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;

/** How long something took, each time. */
public final class Latencies {

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ConcurrentHistogram nanos = new ConcurrentHistogram(SIGNIFICANT_DIGITS);

    void since(long begin) {
        add(System.nanoTime() - begin);
    }

    void add(long duration) {
        nanos.recordValue(Math.max(0, duration));
    }

    public long count() {
        return nanos.getTotalCount();
    }

    /** In milliseconds; 0 without any value. */
    public double median() {
        return at(50);
    }

    /** In milliseconds; 0 without any value. */
    public double at(double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f ms (95 %%: %.1f ms, n = %d)", median(), at(95), count());
    }
}
