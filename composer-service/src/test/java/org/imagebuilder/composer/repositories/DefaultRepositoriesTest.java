package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultRepositoriesTest {

    @TempDir
    private Path temporary;

    private DefaultRepositories repositories = DefaultRepositories.builtIn();

    @BeforeEach
    void some_are_for_some_images_only() {
        repositories = Folder.read(new Folder(temporary)
                .with("rhel-9.6.json", """
                        {"x86_64": [
                          {"name": "baseos", "baseurl": "b"},
                          {"name": "cloud", "baseurl": "c", "image_type_tags": ["gce", "ami"]},
                          {"name": "appstream", "baseurl": "a", "package_sets": ["build"]}
                        ]}
                        """)
                .withRepository("rhel-8.10.json", "cloud", ",\"image_type_tags\":[\"gce\"]"));
    }

    @ParameterizedTest
    @CsvSource({
        "qcow2, baseos appstream",
        "gce, baseos cloud appstream",
        "ami, baseos cloud appstream",
        "gcp, baseos appstream", // an alias does not count
    })
    void an_image_is_made_of_repositories_for_all_and_for_its_type(String imageType, String names) {
        assertThat(names(repositories.forImage("rhel-9.6", "x86_64", imageType)))
                .isEqualTo(names);
    }

    @Test
    void packages_are_looked_up_in_repositories_for_all_images() {
        assertThat(names(repositories.forPackages("rhel-9.6", "x86_64"))).isEqualTo("baseos appstream");
    }

    @ParameterizedTest
    @CsvSource({"rhel-9.6, aarch64", "rhel-9, x86_64", "rhel-8.10, x86_64"})
    void without_any_a_request_has_to_bring_some(String name, String architecture) {
        String expected = "7: there are no default repositories of " + name + " for " + architecture
                + ", so the request has to bring some";
        assertThat(Requests.told(
                        catchThrowableOfType(ApiException.class, () -> repositories.forPackages(name, architecture))))
                .isEqualTo(expected);
        assertThat(Requests.told(catchThrowableOfType(
                        ApiException.class, () -> repositories.forImage(name, architecture, "qcow2"))))
                .isEqualTo(expected);
    }

    private static String names(List<Repository> repositories) {
        return String.join(" ", repositories.stream().map(Repository::name).toList());
    }
}
