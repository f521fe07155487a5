package org.imagebuilder.composer.repositories;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imagebuilder.queue.spring.CannotStartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file that defines the repositories of one distribution.
 *
 * @param name the distribution's, as the file is called
 */
record DefinitionFile(Path path, String name, Format format) {

    private static final Logger log = LoggerFactory.getLogger(DefinitionFile.class);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** In the order of preference. */
    enum Format {
        JSON(".json"),
        YAML(".yaml");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }
    }

    /** All of a folder, JSON before YAML; links are followed, hidden files and folders in it are not looked at. */
    static List<DefinitionFile> in(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isRegularFile)
                    .flatMap(path -> of(path).stream())
                    .sorted(Comparator.comparing(DefinitionFile::format).thenComparing(DefinitionFile::name))
                    .toList();
        } catch (IOException e) {
            throw mistake(folder, "the folder cannot be read: " + e, e);
        }
    }

    private static Optional<DefinitionFile> of(Path path) {
        String file = String.valueOf(path.getFileName());
        return Stream.of(Format.values())
                .filter(format -> file.endsWith(format.extension) && !file.startsWith("."))
                .findFirst()
                .map(format ->
                        new DefinitionFile(path, file.substring(0, file.length() - format.extension.length()), format));
    }

    /**
     * The repositories by architecture.
     *
     * @param shared gives equal texts as one object
     */
    Map<String, List<Repository>> read(UnaryOperator<String> shared) {
        var reader = new DefinitionReader(path, shared);
        Map<String, List<Repository>> repositories = reader.read(tree());
        if (!reader.unknownMembers().isEmpty()) {
            log.warn("repository definitions, {}: nobody knows what {} means", path, reader.unknownMembers());
        }
        return repositories;
    }

    private JsonNode tree() {
        try (InputStream in = Files.newInputStream(path)) {
            return switch (format) {
                case JSON -> JSON.readTree(in);
                case YAML -> YAML.readTree(in);
            };
        } catch (JacksonException e) {
            throw mistake(path, description(e), e);
        } catch (IOException e) {
            throw mistake(path, "the file cannot be read: " + e, e);
        }
    }

    /** The end of a start; says where the mistake is, and what. */
    static CannotStartException mistake(Object source, String mistake, @Nullable Throwable cause) {
        return new CannotStartException("repository definitions, " + source + ": " + mistake, cause);
    }

    private static String description(JacksonException e) {
        TokenStreamLocation where = e.getLocation();
        String place = where == null || where.getLineNr() < 1
                ? ""
                : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
        return place + String.valueOf(e.getOriginalMessage()).replaceAll("\\s+", " ");
    }
}
