package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DefinitionsTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"baseurl":"b"}                                    | {"baseurls":["b"],"check_gpg":false}
            {"name":"n","baseurl":["b","c"],"check_gpg":true}  | {"name":"n","baseurls":["b","c"],"check_gpg":true}
            {"metalink":"l","rhsm":true}                       | {"metalink":"l","check_gpg":false,"rhsm":true}
            {"mirrorlist":"m","rhsm":false}                    | {"mirrorlist":"m","check_gpg":false}
            {"baseurl":"b","metalink":"l","mirrorlist":""}     | {"baseurls":["b"],"metalink":"l","check_gpg":false}
            {"baseurl":"b","gpgkeys":["j","l"],"gpgkey":"k"}   | {"baseurls":["b"],"gpgkeys":["k","j","l"],"check_gpg":false}
            {"baseurl":"b","ignore_ssl":true}                  | {"baseurls":["b"],"check_gpg":false,"ignore_ssl":true}
            {"baseurl":"b","ignore_ssl":false}                 | {"baseurls":["b"],"check_gpg":false,"ignore_ssl":false}
            {"baseurl":"b","module_hotfixes":true}             | {"baseurls":["b"],"check_gpg":false,"module_hotfixes":true}
            {"baseurl":"b","metadata_expire":"6h"}             | {"baseurls":["b"],"check_gpg":false,"metadata_expire":"6h"}
            {"baseurl":"b","metadata_expire":3600}             | {"baseurls":["b"],"check_gpg":false,"metadata_expire":"3600"}
            {"baseurl":"b","image_type_tags":["gce"]}          | {"baseurls":["b"],"check_gpg":false,"image_type_tags":["gce"]}
            {"baseurl":"b","package_sets":["build"]}           | {"baseurls":["b"],"check_gpg":false,"package_sets":["build"]}
            {"baseurl":"b","surprise":1,"gpgkey":null}         | {"baseurls":["b"],"check_gpg":false}
            """)
    void definitions_as_workers_read_them(String definition, String expected) {
        new Folder(temporary).with("fedora-44.json", "{\"x86_64\":[" + definition + "]}");
        assertThat(JsonMapper.shared().writeValueAsString(repositories("fedora-44")))
                .isEqualTo("[" + expected + "]");
    }

    @Test
    void yaml_says_the_same() {
        new Folder(temporary).with("centos-9.yaml", """
                x86_64:
                  - name: baseos
                    baseurl: [b]
                    gpgkey: |
                      -----BEGIN
                      -----END
                    check_gpg: true
                    metadata_expire: 6h
                """);
        assertThat(JsonMapper.shared().writeValueAsString(repositories("centos-9")))
                .isEqualTo(
                        "[{\"name\":\"baseos\",\"baseurls\":[\"b\"],\"gpgkeys\":[\"-----BEGIN\\n-----END\\n\"],\"check_gpg\":true,\"metadata_expire\":\"6h\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "rhel-96.json, rhel-9.6",
        "rhel-810.json, rhel-8.10",
        "rhel-9.json, rhel-9",
        "fedora-99.yaml, fedora-99",
        "rhel-8-beta.json, rhel-8-beta"
    })
    void a_file_is_called_like_its_distribution_however_that_is_spelt(String file, String name) {
        assertThat(Folder.read(new Folder(temporary).withRepository(file, "r", ""))
                        .distributions())
                .containsExactly(name);
    }

    @Test
    void the_first_definition_of_a_distribution_counts() {
        Folder first = new Folder(temporary.resolve("first"))
                .withRepository("fedora-44.yaml", "yaml", "")
                .withRepository("fedora-44.json", "json", "")
                .withRepository("rhel-9.6.yaml", "yaml", "");
        Folder second = new Folder(temporary.resolve("second"))
                .withRepository("fedora-44.json", "second", "")
                .withRepository("rhel-96.json", "second", "")
                .withRepository("centos-9.json", "second", "");
        DefaultRepositories repositories = Folder.read(first, second);
        assertThat(repositories.of("fedora-44", "x86_64"))
                .extracting(Repository::name)
                .containsExactly("json");
        assertThat(repositories.of("rhel-9.6", "x86_64"))
                .extracting(Repository::name)
                .containsExactly("yaml");
        assertThat(repositories.of("centos-9", "x86_64"))
                .extracting(Repository::name)
                .containsExactly("second");
    }

    @Test
    void only_files_of_the_folder_itself_are_read_and_links_are_files_too() throws Exception {
        Folder folder = new Folder(temporary.resolve("folder")).with("README.md", "# no definition");
        new Folder(temporary.resolve("folder/below.json")).withRepository("fedora-43.json", "below", "");
        Folder elsewhere = new Folder(temporary.resolve("elsewhere")).withRepository("some", "linked", "");
        folder.with(".fedora-45.json", "{");
        Files.createSymbolicLink(
                folder.path().resolve("fedora-44.json"), elsewhere.path().resolve("some"));
        assertThat(Folder.read(folder).distributions()).containsExactly("fedora-44");
    }

    @Test
    void equal_keys_are_kept_once() {
        Folder folder = new Folder(temporary)
                .withRepository("fedora-43.json", "a", ",\"gpgkey\":\"" + "k".repeat(3000) + "\"")
                .withRepository("fedora-44.json", "b", ",\"gpgkeys\":[\"" + "k".repeat(3000) + "\"]");
        DefaultRepositories repositories = Folder.read(folder);
        assertThat(repositories.of("fedora-43", "x86_64").getFirst().gpgkeys().getFirst())
                .isSameAs(repositories
                        .of("fedora-44", "x86_64")
                        .getFirst()
                        .gpgkeys()
                        .getFirst());
    }

    private List<Repository> repositories(String distribution) {
        return Folder.read(new Folder(temporary)).of(distribution, "x86_64");
    }
}
