package org.imagebuilder.composer.depsolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.packages.TestSources;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DepsolvePlannerTest {

    private static final UUID ID = UUID.randomUUID();

    private final DepsolvePlanner planner = new DepsolvePlanner(Requests.DOCUMENTS, TestSources.make());

    @Test
    @DisplayName("C26 one job, byte for byte")
    void arguments() {
        NewJob job = plan("""
                {"distribution":"rhel-9","architecture":"aarch64",
                 "blueprint":{"name":"b","packages":[{"name":"tmux","version":"3.*"}],
                              "enabled_modules":[{"name":"nodejs","stream":"22"}]},
                 "repositories":[{"baseurl":"https://example.com/r","check_gpg":true,"gpgkey":"KEY","rhsm":true}]}
                """);
        assertThat(job.id()).isEqualTo(ID);
        assertThat(job.type()).isEqualTo("depsolve");
        assertThat(job.dependencies()).isEmpty();
        assertThat(job.arguments())
                .isEqualTo("{\"grouped_package_sets\":{\"os\":[{\"Include\":[\"tmux-3.*\",\"kernel\"],\"Exclude\":null,"
                        + "\"EnabledModules\":[\"nodejs:22\"],\"Repositories\":[{\"baseurls\":"
                        + "[\"https://example.com/r\"],\"gpgkeys\":[\"KEY\"],\"check_gpg\":true,"
                        + "\"check_repo_gpg\":false,\"module_hotfixes\":false,\"rhsm\":true}],"
                        + "\"InstallWeakDeps\":false}]},\"module_platform_id\":\"platform:el9\",\"arch\":\"aarch64\","
                        + "\"releasever\":\"9\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"repositories\":[]"})
    @DisplayName("C26 without repositories, the distribution's own")
    void default_repositories(String repositories) {
        JsonNode arguments = JsonMapper.shared()
                .readTree(
                        plan("{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\",\"blueprint\":{\"name\":\"b\"}"
                                        + repositories + "}")
                                .arguments());
        assertThat(arguments.at("/grouped_package_sets/os/0/Repositories"))
                .extracting(repository -> repository.path("name").asString())
                .containsExactly("fedora", "updates");
        assertThat(arguments.at("/releasever").asString()).isEqualTo("44");
    }

    @ParameterizedTest
    @DisplayName("C26 C34 what cannot be resolved, and which mistake is told first")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"architecture":null}                                   | 30: #: required property
            {"distribution":7}                                      | 30: #/distribution
            {"image_type":"floppy"}                                 | 30: #/image_type
            {"packages":[]}                                         | 30: #
            {"blueprint":{"name":"b","customizations":{"openscap":{"profile_id":"p","policy_id":"x"}}}} | 20: #/blueprint/customizations/openscap/policy_id
            {"blueprint":{"name":""},"distribution":"x"}            | 35: #/blueprint/name
            {"blueprint":{"name":"b","distro":"fedora-43"}}         | 40: the blueprint is for fedora-43, the request for fedora-44
            {"blueprint":{"name":"b","distro":"x"},"distribution":"y"} | 40: the blueprint is for x
            {"distribution":"fedora-1","architecture":"mips"}       | 4: fedora-1
            {"architecture":"mips","repositories":[{}]}             | 5: fedora-44 has no mips
            {"repositories":[{}],"image_type":"edge-commit"}        | 7: #/repositories/0
            {"repositories":[{"baseurl":"b","check_gpg":true}]}     | 29: #/repositories/0
            {"distribution":"rocky-9.8","image_type":"edge-commit"} | 7: there are no default repositories of rocky-9.8
            {"image_type":"edge-commit"}                            | 6: fedora-44 has no edge-commit for x86_64
            {"image_type":"guest-image"}                            | 30: #/image_type: not supported yet
            """)
    void refusals(String changes, String refusal) {
        ObjectNode request = (ObjectNode) JsonMapper.shared()
                .readTree(
                        "{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\",\"blueprint\":{\"name\":\"b\"}}");
        JsonMapper.shared().readTree(changes).properties().forEach(change -> {
            if (change.getValue().isNull()) {
                request.remove(change.getKey());
            } else {
                request.set(change.getKey(), change.getValue());
            }
        });
        ApiException told = catchThrowableOfType(ApiException.class, () -> plan(request.toString()));
        assertThat(Requests.told(told)).startsWith(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}"})
    void what_is_no_request(String body) {
        ApiException told = catchThrowableOfType(ApiException.class, () -> plan(body));
        assertThat(told.error().number()).isEqualTo(30);
    }

    @Test
    @DisplayName("Q33 the NUL character is refused")
    void nul() {
        ApiException told = catchThrowableOfType(
                ApiException.class,
                () -> plan("{\"blueprint\":{\"name\":\"b\",\"packages\":[{\"name\":\"\\u0000\"}]}}"));
        assertThat(Requests.told(told)).startsWith("30: NUL");
    }

    private NewJob plan(String request) {
        return planner.plan(ID, request.getBytes(StandardCharsets.UTF_8));
    }
}
