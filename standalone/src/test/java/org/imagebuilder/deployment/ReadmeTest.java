package org.imagebuilder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void every_property_is_documented() throws Exception {
        String readme = Repository.read("README.md");
        assertThat(OwnProperties.names()).isNotEmpty();
        assertThat(OwnProperties.names().stream().filter(property -> !readme.contains("`" + property + "`")))
                .as("properties that the README's table lacks")
                .isEmpty();
    }

    @Test
    void the_two_commands_come_first() throws Exception {
        assertThat(Repository.read("README.md")).containsSubsequence("./imagebuilder demo", "./imagebuilder test");
    }
}
