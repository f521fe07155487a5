package org.imagebuilder.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChangelogTest {

    @Test
    void the_changelog_names_every_file() throws Exception {
        Path changelog = Path.of(Migrations.class.getResource("changelog.yaml").toURI());
        try (var files = Files.list(changelog.resolveSibling("sql"))) {
            String text = Files.readString(changelog);
            assertThat(files.map(file -> "file: sql/" + file.getFileName() + "\n"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(text).containsOnlyOnce(line));
        }
    }
}
