package org.imagebuilder.standalone.vulnerabilities;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of what ships with this process, which its build made. */
final class ShippedLibraries {

    private static final String LIST = "/META-INF/sbom/application.cdx.json";
    private static final String OWN = "org.imagebuilder";

    private ShippedLibraries() {}

    /** All but our own modules, which no database of vulnerabilities knows. */
    static List<Library> read() throws IOException {
        try (InputStream list = ShippedLibraries.class.getResourceAsStream(LIST)) {
            return read(list);
        }
    }

    static List<Library> read(@Nullable InputStream list) {
        if (list == null) {
            throw new IllegalStateException("this build has no list of its libraries; Maven makes none when offline");
        }
        List<Library> libraries = JsonMapper.shared()
                .readTree(list)
                .path("components")
                .valueStream()
                .filter(component -> !component.path("group").asString("").equals(OWN))
                .map(ShippedLibraries::library)
                .distinct()
                .toList();
        if (libraries.isEmpty()) {
            throw new IllegalStateException("this build's list of its libraries is empty");
        }
        return libraries;
    }

    private static Library library(JsonNode component) {
        return new Library(
                component.path("group").asString() + ":"
                        + component.path("name").asString(),
                component.path("version").asString(),
                component.path("purl").asString().replaceFirst("[?#].*", ""));
    }
}
