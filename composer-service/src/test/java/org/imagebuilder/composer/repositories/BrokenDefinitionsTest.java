package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.imagebuilder.queue.spring.CannotStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenDefinitionsTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fedora-44.json | {"x86_64":[{"baseurl":"b"},]}                        | line 1, column 28: Unexpected character (']'
            fedora-44.json | {"x86_64":[],"x86_64":[]}                            | Duplicate
            fedora-44.json | {} {}                                                | line 1
            fedora-44.json | ''                                                   | the file must be an object
            fedora-44.json | null                                                 | the file must be an object
            fedora-44.json | []                                                   | the file must be an object
            fedora-44.json | {"x86_64":{"baseurl":"b"}}                           | x86_64 must be a list of repositories
            fedora-44.json | {"x86_64":null}                                      | x86_64 must be a list of repositories
            fedora-44.json | {"x86_64":["b"]}                                     | x86_64/0 must be an object
            fedora-44.json | {"x86_64":[{"name":"n"}]}                            | x86_64/0 has neither baseurl nor metalink nor mirrorlist
            fedora-44.json | {"x86_64":[{"baseurl":""}]}                          | x86_64/0 has neither baseurl nor metalink nor mirrorlist
            fedora-44.json | {"x86_64":[{"baseurl":"b"},{"baseurl":["b",null]}]}  | x86_64/1/baseurl must be text
            fedora-44.json | {"x86_64":[{"baseurl":"b","gpgkey":{"a":"b"}}]}      | x86_64/0/gpgkey must be text
            fedora-44.json | {"x86_64":[{"metalink":["l","m"]}]}                  | x86_64/0/metalink must be a single text
            fedora-44.json | {"x86_64":[{"baseurl":"b","check_gpg":"true"}]}      | x86_64/0/check_gpg must be true or false
            fedora-44.json | {"x86_64":[{"baseurl":"b","package_sets":[[]]}]}     | x86_64/0/package_sets must be text
            centos-9.yaml  | 'x86_64: [}'                                         | line 1, column 10
            centos-9.yaml  | '# nothing'                                          | the file must be an object
            """)
    void a_mistake_is_named_with_its_place(String file, String content, String mistake) {
        Folder folder = new Folder(temporary).with(file, content);
        assertThatThrownBy(() -> Folder.read(folder))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("repository definitions, " + temporary.resolve(file) + ": ")
                .hasMessageContaining(mistake)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_folder_that_is_not_there_is_a_mistake() {
        assertThatThrownBy(() -> Folder.read(new Folder(temporary.resolve("none"))))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(temporary.resolve("none") + ": the folder cannot be read");
    }
}
