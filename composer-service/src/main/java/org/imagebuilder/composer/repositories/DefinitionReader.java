package org.imagebuilder.composer.repositories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.imagebuilder.queue.spring.CannotStartException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads definitions, and takes no value for another: what is written wrongly must not become a default. */
final class DefinitionReader {

    private static final Set<String> MEMBERS = Set.of(
            "name",
            "baseurl",
            "metalink",
            "mirrorlist",
            "gpgkey",
            "gpgkeys",
            "check_gpg",
            "rhsm",
            "ignore_ssl",
            "module_hotfixes",
            "metadata_expire",
            "image_type_tags",
            "package_sets");

    private final Object source;
    private final UnaryOperator<String> shared;
    private final Set<String> unknownMembers = new TreeSet<>();

    /**
     * A reader for one file.
     *
     * @param source what to call it in messages
     * @param shared gives equal texts as one object: the same few keys are in every file
     */
    DefinitionReader(Object source, UnaryOperator<String> shared) {
        this.source = source;
        this.shared = shared;
    }

    /** The repositories by architecture, in their order. */
    Map<String, List<Repository>> read(JsonNode architectures) {
        Map<String, List<Repository>> byArchitecture = new TreeMap<>();
        for (var entry : object(architectures, "the file").properties()) {
            List<Repository> repositories = new ArrayList<>();
            for (JsonNode definition : list(entry.getValue(), entry.getKey())) {
                repositories.add(repository(definition, entry.getKey() + "/" + repositories.size()));
            }
            byArchitecture.put(entry.getKey(), List.copyOf(repositories));
        }
        return byArchitecture;
    }

    /** Members that nobody knows, of all that was read; most likely misspelt. */
    Set<String> unknownMembers() {
        return unknownMembers;
    }

    private Repository repository(JsonNode definition, String at) {
        object(definition, at).propertyNames().stream()
                .filter(member -> !MEMBERS.contains(member))
                .forEach(unknownMembers::add);
        List<String> baseurls = texts(definition, "baseurl", at);
        String metalink = text(definition, "metalink", at);
        String mirrorlist = text(definition, "mirrorlist", at);
        if (baseurls.isEmpty() && metalink == null && mirrorlist == null) {
            throw mistake(at, "has neither baseurl nor metalink nor mirrorlist");
        }
        List<String> keys = new ArrayList<>(texts(definition, "gpgkey", at));
        keys.addAll(texts(definition, "gpgkeys", at));
        return new Repository(
                text(definition, "name", at),
                baseurls,
                metalink,
                mirrorlist,
                keys.stream().map(shared).toList(),
                Boolean.TRUE.equals(flag(definition, "check_gpg", at)),
                null,
                flag(definition, "ignore_ssl", at),
                text(definition, "metadata_expire", at),
                flag(definition, "module_hotfixes", at),
                Boolean.TRUE.equals(flag(definition, "rhsm", at)) ? true : null,
                texts(definition, "image_type_tags", at),
                texts(definition, "package_sets", at));
    }

    private @Nullable String text(JsonNode definition, String member, String at) {
        List<String> texts = texts(definition, member, at);
        if (texts.size() > 1) {
            throw mistake(at + "/" + member, "must be a single text");
        }
        return texts.isEmpty() ? null : texts.getFirst();
    }

    /** One text or a list of them; empty ones count as absent. */
    private List<String> texts(JsonNode definition, String member, String at) {
        JsonNode value = definition.path(member);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            if (element.isNumber() || element.isString()) {
                texts.add(element.asString());
            } else if (value.isArray() || !(element.isMissingNode() || element.isNull())) {
                throw mistake(at + "/" + member, "must be text");
            }
        }
        texts.removeIf(String::isBlank);
        return texts;
    }

    private @Nullable Boolean flag(JsonNode definition, String member, String at) {
        JsonNode value = definition.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw mistake(at + "/" + member, "must be true or false");
        }
        return value.asBoolean();
    }

    private JsonNode object(JsonNode value, String at) {
        if (!value.isObject()) {
            throw mistake(at, "must be an object");
        }
        return value;
    }

    private JsonNode list(JsonNode value, String at) {
        if (!value.isArray()) {
            throw mistake(at, "must be a list of repositories");
        }
        return value;
    }

    private CannotStartException mistake(String at, String what) {
        return DefinitionFile.mistake(source, at + " " + what, null);
    }
}
