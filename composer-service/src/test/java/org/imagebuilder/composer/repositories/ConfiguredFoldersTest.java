package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.imagebuilder.composer.ComposerSettings;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.queue.spring.CannotStartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.AotDetector;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.SpringProperties;

@ExtendWith(OutputCaptureExtension.class)
class ConfiguredFoldersTest {

    private static final String FOLDERS = "imagebuilder.composer.repositories";
    private static final String BUILT_IN = "imagebuilder.composer.built-in-repositories";

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | centos-10 centos-9 fedora-43 fedora-44
            BUILT_IN=false               | ''
            FOLDERS=A                    | rhel-9
            FOLDERS=A,B                  | fedora-44 rhel-9
            FOLDERS=A BUILT_IN=true      | centos-10 centos-9 fedora-43 fedora-44 rhel-9
            """)
    void folders_replace_the_built_in_definitions_unless_those_shall_fill_the_gaps(String properties, String names) {
        Folder a = new Folder(temporary.resolve("a")).withRepository("rhel-9.json", "r", "");
        Folder b = new Folder(temporary.resolve("b")).withRepository("fedora-44.json", "r", "");
        String[] values = properties
                .replace("A", a.path().toString())
                .replace(",B", "," + b.path())
                .replace("FOLDERS", FOLDERS)
                .replace("BUILT_IN", BUILT_IN)
                .split(" ", -1);
        new ApplicationContextRunner()
                .withUserConfiguration(OnlyRepositories.class)
                .withPropertyValues(
                        Arrays.stream(values).filter(value -> !value.isEmpty()).toArray(String[]::new))
                .run(context -> assertThat(String.join(
                                " ", context.getBean(DefaultRepositories.class).distributions()))
                        .isEqualTo(names));
    }

    @AfterEach
    void as_before() {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
    }

    @Test
    void the_service_does_not_start_on_a_broken_file_and_says_why_in_a_line(CapturedOutput output) {
        new Folder(temporary).with("rhel-9.6.json", "{\"x86_64\":[{}]}");
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false"); // nothing was generated for a part of a service
        var application = new SpringApplicationBuilder(OnlyRepositories.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "spring.main.banner-mode=off");
        assertThatThrownBy(() -> application.run("--" + FOLDERS + "=" + temporary))
                .hasRootCauseInstanceOf(CannotStartException.class);
        assertThat(output)
                .contains("cannot start: repository definitions, " + temporary.resolve("rhel-9.6.json")
                        + ": x86_64/0 has neither baseurl nor metalink nor mirrorlist\n")
                .doesNotContain("\tat ");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ComposerSettings.class)
    @Import(RepositoriesConfiguration.class)
    static class OnlyRepositories {

        @Bean
        Catalogue catalogue() {
            return Folder.CATALOGUE;
        }
    }
}
