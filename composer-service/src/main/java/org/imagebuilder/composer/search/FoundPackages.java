package org.imagebuilder.composer.search;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagebuilder.composer.packages.PackageListing;
import tools.jackson.core.JsonGenerator;

/** The packages that a worker has found. The capitals are the workers' format. */
final class FoundPackages implements PackageListing {

    private static final String BUILD_TIME = "BuildTime";

    @Override
    public List<String> path() {
        return List.of("packages");
    }

    @Override
    public Set<String> members() {
        return Set.of(
                "Name", "Version", "Release", "Arch", "Epoch", BUILD_TIME, "Summary", "Description", "URL", "License");
    }

    @Override
    public void write(Map<String, String> members, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("name", members.getOrDefault("Name", ""));
        out.writeStringProperty("version", members.getOrDefault("Version", ""));
        out.writeStringProperty("release", members.getOrDefault("Release", ""));
        out.writeStringProperty("arch", members.getOrDefault("Arch", ""));
        PackageListing.writeEpoch(members.getOrDefault("Epoch", ""), out);
        PackageListing.writeIfAny("buildtime", seconds(members.getOrDefault(BUILD_TIME, "")), out);
        PackageListing.writeIfAny("summary", members.getOrDefault("Summary", ""), out);
        PackageListing.writeIfAny("description", members.getOrDefault("Description", ""), out);
        PackageListing.writeIfAny("url", members.getOrDefault("URL", ""), out);
        PackageListing.writeIfAny("license", members.getOrDefault("License", ""), out);
        out.writeEndObject();
    }

    /** A time without fractions of seconds; empty for what is none. */
    private static String seconds(String time) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    OffsetDateTime.parse(time).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException _) {
            return "";
        }
    }
}
