package org.imagebuilder.standalone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatedJobTest {

    @ParameterizedTest
    @CsvSource({"osbuild, 9", "koji-finalize, 13", "aws-ec2-share, 26"})
    void a_failed_dependency_fails_the_job(String type, int error) {
        JsonNode result = result(type, "{}", "[{\"job_error\":{\"id\":23,\"reason\":\"no manifest\"}}]");
        assertThat(result.at("/job_error/id").asInt()).isEqualTo(error);
        assertThat(result.path("success").asBoolean(false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "tmux-3.5, tmux, 3.5, 1.simulated",
        "tmux-3.*, tmux, 3.0, 1.simulated",
        "kernel-6.1.0-5.fc44, kernel, 6.1.0, 5.fc44"
    })
    void a_version_that_was_asked_for_is_found(String spec, String name, String version, String release) {
        assertThat(SimulatedPackage.of(spec, "x86_64"))
                .isEqualTo(new SimulatedPackage(name, version, release, "x86_64"));
    }

    @ParameterizedTest
    @CsvSource({
        "vim-enhanced, vim-enhanced",
        "gcc-toolset-14, gcc-toolset-14",
        "java-1.8.0-openjdk, java-1.8.0-openjdk",
        "@core, core"
    })
    void other_versions_are_made_up_and_always_the_same(String spec, String name) {
        SimulatedPackage found = SimulatedPackage.of(spec, "noarch");
        assertThat(found.name()).isEqualTo(name);
        assertThat(found.version()).matches("\\d+\\.\\d+");
        assertThat(SimulatedPackage.of(spec, "noarch")).isEqualTo(found);
        assertThat(SimulatedPackage.in("https://example.com/Packages/" + found.file()))
                .contains(found);
    }

    @ParameterizedTest
    @CsvSource({"vim*, vim", "*-devel, simulated-devel", "*, simulated", "java-1.8.0-openjdk, java-1.8.0-openjdk"})
    void what_a_search_finds_fits_the_pattern(String pattern, String name) {
        JsonNode found = result("search-packages", "{\"arch\":\"s390x\",\"packages\":[\"" + pattern + "\"]}", "[]");
        assertThat(found.at("/packages/0/Name").asString()).isEqualTo(name);
        assertThat(found.at("/packages/0/Arch").asString()).isEqualTo("s390x");
    }

    @Test
    void what_is_excluded_is_not_resolved() {
        JsonNode resolved = depsolved("");
        assertThat(resolved.at("/package_specs/os")
                        .valueStream()
                        .map(found -> found.path("name").asString()))
                .containsExactly("tmux", "kernel");
        assertThat(resolved.at("/transactions/os/0")).isEqualTo(resolved.at("/package_specs/os"));
        assertThat(resolved.path("solver").isString()).isTrue();
        assertThat(resolved.has("sbom_docs")).isFalse();
    }

    @Test
    void each_pipeline_gets_a_bill_of_materials_if_asked_for() {
        JsonNode sbom = depsolved(",\"sbom_type\":\"spdx\"").at("/sbom_docs/os");
        assertThat(sbom.path("type").asString()).isEqualTo("spdx");
        JsonNode document = sbom.path("document");
        assertThat(document.path("spdxVersion").asString()).isEqualTo("SPDX-2.3");
        assertThat(document.at("/creationInfo/created").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(document.at("/packages/0/name").asString()).isEqualTo("tmux");
        assertThat(document.at("/relationships/0/relatedSpdxElement")).isEqualTo(document.at("/packages/0/SPDXID"));
    }

    private static JsonNode depsolved(String further) {
        return result("depsolve", """
                {"arch":"x86_64","grouped_package_sets":{"os":[
                  {"Include":["tmux","vim"],"Exclude":["vim"]},{"Include":["tmux","kernel"],"Exclude":null}]}%s}""".formatted(further), "[]");
    }

    private static JsonNode result(String type, String arguments, String dependencies) {
        JsonMapper json = JsonMapper.shared();
        URI nowhere = URI.create("http://example.com/");
        var job = new HandedOutJob("id", type, json.readTree(arguments), json.readTree(dependencies), nowhere, nowhere);
        return SimulatedJob.of(job).result().apply(job, "x86_64");
    }
}
