package org.imagebuilder.composer.repositories;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Gathers repositories by distribution and architecture; what comes first for a distribution stays. */
final class Definitions {

    private static final Logger log = LoggerFactory.getLogger(Definitions.class);

    private final UnaryOperator<String> standardName;
    private final SortedMap<String, Map<String, List<Repository>>> byDistribution = new TreeMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** @param standardName gives the proper spelling of a distribution's name, and other names as they are */
    Definitions(UnaryOperator<String> standardName) {
        this.standardName = standardName;
    }

    /** @throws org.imagebuilder.queue.spring.CannotStartException if the folder or one of its files cannot be used */
    void addFolder(Path folder) {
        for (DefinitionFile file : DefinitionFile.in(folder)) {
            String name = standardName.apply(file.name());
            Map<String, List<Repository>> repositories = file.read(this::shared);
            if (byDistribution.putIfAbsent(name, repositories) != null) {
                log.info("{} has no effect: another file for {} comes before it", file.path(), name);
            }
        }
    }

    /** Adds those that come with the service. */
    void addBuiltIn() {
        try (InputStream in = Definitions.class.getResourceAsStream("/repositories/built-in.json")) {
            for (var entry : JsonMapper.shared().readTree(in).properties()) {
                byDistribution.computeIfAbsent(
                        entry.getKey(),
                        name -> new DefinitionReader("the built-in ones of " + name, this::shared)
                                .read(entry.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SortedMap<String, Map<String, List<Repository>>> byDistribution() {
        return byDistribution;
    }

    private String shared(String text) {
        return texts.computeIfAbsent(text, UnaryOperator.identity());
    }
}
