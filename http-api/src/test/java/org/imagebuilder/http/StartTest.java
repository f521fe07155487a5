package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What an API has to be told before it starts. */
class StartTest {

    private static final String JWT = "mode=jwt jwt.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', imagebuilder.authentication.mode is not set",
        "mode=, imagebuilder.authentication.mode is not set",
        "mode=off, imagebuilder.authentication.mode",
        "mode=jwt, imagebuilder.authentication.jwt.issuers or imagebuilder.authentication.jwt.key-urls must be set",
        "jwt.issuers=https://sso.example.com, imagebuilder.authentication.mode is not set",
        JWT + "issuers=http://sso.example.com, only from https URLs",
        JWT + "key-urls=http://sso.example.com/keys, only from https URLs",
        JWT + "key-urls=file:/etc/keys, only from https URLs",
        JWT + "key-urls=http://localhost.example.com/keys, only from https URLs",
        JWT + "issuers=https://sso.example.com jwt.tenant-claims=, tenant-claims must not be empty",
        JWT + "issuers=https://sso.example.com jwt.clock-skew=-1s, clock-skew",
        JWT + "issuers=https://sso.example.com jwt.keys.timeout=0s, must be positive",
        JWT
                + "issuers=https://sso.example.com jwt.access-list=FOLDER/none.yaml, imagebuilder.authentication.jwt.access-list",
        JWT + "issuers=https://sso.example.com jwt.access-list=FOLDER/broken.yaml, it is no access list",
        JWT + "issuers=https://sso.example.com jwt.ca-file=FOLDER/broken.yaml, imagebuilder.authentication.jwt.ca-file",
    })
    void it_refuses(String properties, String why) throws Exception {
        Files.writeString(folder.resolve("broken.yaml"), "{");
        assertThatThrownBy(() -> start(properties.replace("FOLDER", folder.toString())))
                .satisfies(failure -> assertThat(messages(failure)).anyMatch(message -> message.contains(why)));
    }

    @Test
    void it_starts_unprotected_if_told_so() {
        start("mode=none").close();
        start("mode=NONE").close();
    }

    private static ConfigurableApplicationContext start(String properties) {
        List<String> arguments =
                new ArrayList<>(List.of("--server.port=0", "--spring.config.import=classpath:http-api.yaml"));
        for (String property : properties.split(" ", -1)) {
            if (!property.isEmpty()) {
                arguments.add("--imagebuilder.authentication." + property);
            }
        }
        return new SpringApplicationBuilder(TeapotApi.class).run(arguments.toArray(String[]::new));
    }

    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage()));
        }
        return messages;
    }
}
