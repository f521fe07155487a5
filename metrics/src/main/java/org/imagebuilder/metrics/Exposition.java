package org.imagebuilder.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Metrics in Prometheus' text format 0.0.4. The library follows newer rules: it ends counters in {@code _total} and
 * prints a bucket's bound as {@code 30.0}. Dashboards know the metrics that begin with {@code image_builder_} by names
 * and bounds without either, so for these both are taken back.
 */
final class Exposition {

    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    /** The name ends where its labels or its value, help or type begin. */
    private static final Pattern COUNTER = Pattern.compile("^((?:# (?:HELP|TYPE) )?image_builder_\\w+)_total(?=[ {])");

    /** A quote within a label's value is escaped, so this is none. */
    private static final Pattern BOUND = Pattern.compile("(?<=[{,]le=\"\\d{1,9})\\.0(?=\"})");

    private Exposition() {}

    static String of(MetricSnapshots metrics) {
        var written = new ByteArrayOutputStream();
        try {
            WRITER.write(written, metrics, EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var text = new StringBuilder(written.size());
        written.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> text.append(asDashboardsKnowIt(line)).append('\n'));
        return text.toString();
    }

    private static String asDashboardsKnowIt(String line) {
        if (!line.startsWith("image_builder_") && !line.startsWith("# ")) {
            return line;
        }
        String named = COUNTER.matcher(line).replaceFirst("$1");
        return line.startsWith("image_builder_") ? BOUND.matcher(named).replaceFirst("") : named;
    }
}
