package org.imagebuilder.standalone.vulnerabilities;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The file in which vulnerabilities are accepted: a list, each entry with an id, a reason and a last day. */
record AcceptanceFile(Path path) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> MEMBERS = Set.of("id", "reason", "until");

    List<Acceptance> read() {
        JsonNode list = tree();
        if (!list.isArray()) {
            throw mistake("it is no list; [] accepts nothing", null);
        }
        List<Acceptance> acceptances = new ArrayList<>();
        for (JsonNode entry : list) {
            acceptances.add(acceptance("entry " + (acceptances.size() + 1), entry));
        }
        return List.copyOf(acceptances);
    }

    private JsonNode tree() {
        try {
            return YAML.readTree(Files.readString(path));
        } catch (JacksonException e) {
            throw mistake(e.getOriginalMessage().replaceAll("\\s+", " "), e);
        } catch (IOException e) {
            throw mistake("the file cannot be read", e);
        }
    }

    private Acceptance acceptance(String place, JsonNode entry) {
        for (String member : entry.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw mistake(place + ": nobody knows what " + member + " means", null);
            }
        }
        return new Acceptance(
                text(place, entry, "id"), text(place, entry, "reason"), date(place, text(place, entry, "until")));
    }

    private String text(String place, JsonNode entry, String member) {
        String text = entry.path(member).asString("").strip();
        if (text.isEmpty()) {
            throw mistake(place + ": " + member + " is missing", null);
        }
        return text;
    }

    private LocalDate date(String place, String until) {
        try {
            return LocalDate.parse(until);
        } catch (DateTimeParseException e) {
            throw mistake(place + ": until is no date like 2027-01-31: " + until, e);
        }
    }

    private AcceptancesRefusedException mistake(String mistake, @Nullable Throwable cause) {
        return new AcceptancesRefusedException(path, mistake, cause);
    }
}
