package org.imagebuilder.composer.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint.EnabledModule;
import org.imagebuilder.composer.blueprint.Blueprint.NamedPackage;
import org.imagebuilder.composer.blueprint.Blueprint.PackageGroup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PackageSpecsTest {

    @Test
    @DisplayName(
            "C26 packages, modules, groups and the kernel are asked for in this order, modules to enable beside them")
    void everything_in_its_order() {
        Blueprint blueprint = new Blueprint(
                "b",
                null,
                "0.0.0",
                null,
                List.of(new NamedPackage("tmux", null), new NamedPackage("vim", "9.1")),
                List.of(new NamedPackage("nodejs", "*"), new NamedPackage("ruby", "")),
                List.of(new EnabledModule("nodejs", "18")),
                List.of(new PackageGroup("core")),
                List.of(),
                json("{\"kernel\":{\"name\":\"kernel-debug\"}}"));
        PackageSpecs specs = PackageSpecs.of(blueprint);
        assertThat(specs.packages()).containsExactly("tmux", "vim-9.1", "nodejs", "ruby", "@core", "kernel-debug");
        assertThat(specs.enabledModules()).containsExactly("nodejs:18");
    }

    @ParameterizedTest
    @DisplayName("C26 without a kernel of its own a system has the usual one")
    @CsvSource({"{}", "{\"kernel\":{}}", "{\"kernel\":{\"append\":\"quiet\"}}", "{\"kernel\":{\"name\":\"\"}}"})
    void the_usual_kernel(String customizations) {
        assertThat(PackageSpecs.of(Blueprint.empty().withCustomizations(json(customizations)))
                        .packages())
                .containsExactly("kernel");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
