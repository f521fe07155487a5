package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.request.ImageRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RequestedRepositoriesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"baseurl":"b","mirrorlist":"m","metalink":"l"}     | {"baseurls":["b"],"check_repo_gpg":false,"module_hotfixes":false}
            {"baseurl":"","mirrorlist":"m","metalink":"l"}      | {"mirrorlist":"m","check_repo_gpg":false,"module_hotfixes":false}
            {"metalink":"l"}                                    | {"metalink":"l","check_repo_gpg":false,"module_hotfixes":false}
            {"baseurl":"b","gpgkey":"k","check_gpg":true}       | {"baseurls":["b"],"gpgkeys":["k"],"check_gpg":true,"check_repo_gpg":false,"module_hotfixes":false}
            {"baseurl":"b","gpgkey":"","check_gpg":false}       | {"baseurls":["b"],"check_gpg":false,"check_repo_gpg":false,"module_hotfixes":false}
            {"baseurl":"b","rhsm":true,"ignore_ssl":false}      | {"baseurls":["b"],"check_repo_gpg":false,"ignore_ssl":false,"module_hotfixes":false,"rhsm":true}
            {"baseurl":"b","package_sets":["build"]}            | {"baseurls":["b"],"check_repo_gpg":false,"module_hotfixes":false,"package_sets":["build"]}
            {"baseurl":"b","check_repo_gpg":true,"module_hotfixes":true} | {"baseurls":["b"],"check_repo_gpg":true,"module_hotfixes":true}
            """)
    void repositories_of_requests_as_workers_read_them(String requested, String expected) {
        ImageRequest image = Requests.read(Requests.withImage("repositories", "[" + requested + "]"))
                .request()
                .imageRequest();
        assertThat(image).isNotNull();
        assertThat(JsonMapper.shared().writeValueAsString(RequestedRepositories.read(image.repositories(), "")))
                .isEqualTo("[" + expected + "]");
    }
}
