package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.imagebuilder.testsupport.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectedStartTest {

    private static final String MODE = "imagebuilder.authentication.mode";

    @TempDir
    Path folder;

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @AutoClose
    private final TestIssuer issuer = TestIssuer.start(TestIssuer.ecKey("key"));

    @Test
    void both_apis_ask_for_tokens_if_told_so_by_arguments_or_by_the_environment() throws Exception {
        System.setProperty(MODE, "jwt"); // as the environment would
        try (var start = Typed.command(
                "start",
                "--data=" + folder.resolve("data"),
                "--composer-port=0",
                "--worker-port=0",
                "--management-port=0",
                "--property",
                "imagebuilder.authentication.jwt.issuers=" + issuer.name(),
                "--property=imagebuilder.authentication.jwt.tenant-claims=sub")) {
            String token = issuer.token(claims -> claims);
            for (String url :
                    new String[] {start.ready("composer") + "/composes/", start.ready("worker") + "/status"}) {
                assertThat(status(url, null)).isEqualTo(401);
                assertThat(status(url, token)).isEqualTo(200);
            }
            assertThat(status(start.ready("composer") + "/openapi", null)).isEqualTo(200);
            assertThat(status(start.ready("management") + "/health", null)).isEqualTo(200);
        } finally {
            System.clearProperty(MODE);
        }
    }

    @Test
    void a_protection_that_is_not_complete_keeps_it_from_starting() throws Exception {
        try (var start = Typed.command(
                "start",
                "--data=" + folder.resolve("data"),
                "--composer-port=0",
                "--worker-port=0",
                "--management-port=0",
                "--property=" + MODE + "=jwt")) {
            assertThat(start.exitCode()).isEqualTo(1);
        }
    }

    private int status(String url, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
