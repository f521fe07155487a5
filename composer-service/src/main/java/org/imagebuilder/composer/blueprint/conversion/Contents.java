package org.imagebuilder.composer.blueprint.conversion;

import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.imagebuilder.composer.blueprint.Blueprint.Container;
import org.imagebuilder.composer.blueprint.Blueprint.EnabledModule;
import org.imagebuilder.composer.blueprint.Blueprint.NamedPackage;
import org.imagebuilder.composer.blueprint.Blueprint.PackageGroup;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.errors.Problems;
import tools.jackson.databind.JsonNode;

/** What an image contains: packages, modules, groups and containers, all of which need names. */
final class Contents {

    private Contents() {}

    static List<NamedPackage> packages(JsonNode list, String at) {
        return read(
                list,
                p -> new NamedPackage(
                        p.path("name").asString(), p.path("version").asString("")),
                NamedPackage::name,
                at);
    }

    static List<EnabledModule> modules(JsonNode list, String at) {
        return read(
                list,
                m -> new EnabledModule(
                        m.path("name").asString(), m.path("stream").asString()),
                EnabledModule::name,
                at);
    }

    static List<PackageGroup> groups(JsonNode list, String at) {
        return read(list, g -> new PackageGroup(g.path("name").asString()), PackageGroup::name, at);
    }

    static List<Container> containers(JsonNode list, String at) {
        return read(
                list,
                c -> new Container(
                        c.path("source").asString(),
                        c.path("name").asString(""),
                        c.has("tls_verify") ? c.get("tls_verify").booleanValue() : null),
                Container::source,
                at);
    }

    /** @throws org.imagebuilder.http.errors.ApiException with all that have none */
    static <T> void checkNames(List<T> list, Function<T, String> name, String at) {
        Problems problems = new Problems();
        for (int i = 0; i < list.size(); i++) {
            if (name.apply(list.get(i)).isEmpty()) {
                problems.add(at + "/" + i, "has no name");
            }
        }
        problems.raise(ComposerError.INVALID_CUSTOMIZATION);
    }

    private static <T> List<T> read(JsonNode list, Function<JsonNode, T> reader, Function<T, String> name, String at) {
        List<T> read =
                StreamSupport.stream(list.spliterator(), false).map(reader).toList();
        checkNames(read, name, at);
        return read;
    }
}
