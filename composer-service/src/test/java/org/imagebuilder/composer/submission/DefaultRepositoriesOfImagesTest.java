package org.imagebuilder.composer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.repositories.DefaultRepositories;
import org.imagebuilder.composer.repositories.Folder;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DefaultRepositoriesOfImagesTest {

    @TempDir
    private Path temporary;

    private DefaultRepositories repositories = DefaultRepositories.builtIn();

    @BeforeEach
    void an_alias_has_definitions_of_its_own() {
        repositories = Folder.read(new Folder(temporary)
                .withRepository("rhel-9.json", "moving", "")
                .with("rhel-9.6.json", """
                        {"x86_64": [{"name": "fixed", "baseurl": "b", "ignore_ssl": true},
                                    {"name": "cloud", "baseurl": "c", "image_type_tags": ["gce"]}]}
                        """));
    }

    @ParameterizedTest
    @DisplayName("C10 an image is made of the repositories of its distribution as requested, and of those for its type")
    @CsvSource({
        "rhel-9, guest-image, '[{\"name\":\"moving\",\"baseurls\":[\"b\"],\"check_gpg\":false}]'",
        "rhel-96, guest-image, '[{\"name\":\"fixed\",\"baseurls\":[\"b\"],\"check_gpg\":false,\"ignore_ssl\":true}]'",
        "rhel-9.6, gcp, '[{\"name\":\"fixed\",\"baseurls\":[\"b\"],\"check_gpg\":false,\"ignore_ssl\":true},{\"name\":\"cloud\",\"baseurls\":[\"c\"],\"check_gpg\":false,\"image_type_tags\":[\"gce\"]}]'",
    })
    void repositories_of_an_image(String distribution, String imageType, String expected) {
        JsonNode args = Planning.manifestArgs(request(distribution, "x86_64", imageType), repositories);
        assertThat(args.path("Distro").asString()).isEqualTo("rhel-9.6");
        assertThat(args.path("Repositories").toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @DisplayName("C10 without repositories of its own or of the distribution there is no image")
    @CsvSource({
        "rhel-9.4, x86_64, rhel-9.4 for x86_64",
        "rhel-9.6, aarch64, rhel-9.6 for aarch64",
        "centos, x86_64, centos for x86_64"
    })
    void no_repositories(String distribution, String architecture, String what) {
        assertThat(Requests.told(catchThrowableOfType(
                        ApiException.class,
                        () -> Planning.manifestArgs(request(distribution, architecture, "guest-image"), repositories))))
                .isEqualTo("7: there are no default repositories of " + what + ", so the request has to bring some");
    }

    private static String request(String distribution, String architecture, String imageType) {
        return Requests.withImage(
                        "repositories",
                        "[]",
                        "architecture",
                        "\"" + architecture + "\"",
                        "image_type",
                        "\"" + imageType + "\"")
                .replace("fedora-44", distribution);
    }
}
