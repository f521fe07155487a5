package org.imagebuilder.standalone.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.imagebuilder.standalone.worker.Surroundings.Seen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RemoteWorkerTest {

    @AutoClose
    private final Surroundings surroundings = new Surroundings();

    private final Credentials secret =
            new Credentials.ClientSecret(surroundings.address("/token"), "worker-1", new Secret("s3cret & more"));
    private final Credentials offline =
            new Credentials.RefreshToken(surroundings.address("/token"), "worker-1", new Secret("offline-0"));

    @Test
    @DisplayName("W24 a registration that fails at start is tried again, and then the worker asks for jobs")
    void registration() {
        surroundings.open().refusing(2);
        List<Exception> failures = new CopyOnWriteArrayList<>();

        try (var _ = SimulatedWorker.start(settings(new Credentials.None(), null), _ -> {}, failures::add)) {
            await().until(() -> !surroundings.seen("/jobs").isEmpty());
        }

        assertThat(surroundings.seen("/workers")).hasSize(3);
        assertThat(failures).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @DisplayName("W24 a token is fetched once and kept")
    void token() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            WorkerApi api = api(http, secret);
            api.register("x86_64");
            api.next(List.of("osbuild"), "x86_64", "id");
        }

        assertThat(surroundings.seen("/token"))
                .singleElement()
                .satisfies(request -> assertThat(request.body().split("&"))
                        .containsExactlyInAnyOrder(
                                "grant_type=client_credentials",
                                "client_id=worker-1",
                                "client_secret=s3cret+%26+more"));
        assertThat(surroundings.seen("/jobs"))
                .extracting(Seen::authorization)
                .containsExactly(Optional.of("Bearer access-1"));
    }

    @Test
    @DisplayName("W24 a 401 leads to one new token and one repetition of the request")
    void expired() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            WorkerApi api = api(http, secret);
            api.register("x86_64");
            surroundings.expireTokens();
            assertThat(api.next(List.of("osbuild"), "x86_64", "id")).isEmpty();
        }

        assertThat(surroundings.seen("/token")).hasSize(2);
        assertThat(surroundings.seen("/jobs"))
                .hasSize(2)
                .extracting(Seen::body)
                .allSatisfy(body -> assertThat(body).contains("\"osbuild\""));
    }

    @Test
    @DisplayName("W24 a 401 in spite of a new token is an error, not a loop")
    void refused() throws Exception {
        var elsewhere = new Surroundings();
        try (elsewhere;
                HttpClient http = HttpClient.newHttpClient()) {
            Credentials foreign =
                    new Credentials.ClientSecret(elsewhere.address("/token"), "worker-1", new Secret("s3cret"));
            surroundings.expireTokens();
            surroundings.expireTokens();
            surroundings.expireTokens();

            assertThatThrownBy(() -> api(http, foreign).register("x86_64"))
                    .isInstanceOf(UnexpectedAnswerException.class)
                    .hasMessageContaining("401")
                    .hasMessageNotContaining("s3cret");

            assertThat(elsewhere.seen("/token")).hasSize(2);
            assertThat(surroundings.seen("/workers")).hasSize(2);
        }
    }

    @Test
    @DisplayName("W24 a refresh token is used in the same way, and replaced when the server replaces it")
    void refreshToken() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            WorkerApi api = api(http, offline);
            api.register("x86_64");
            surroundings.expireTokens();
            api.next(List.of("osbuild"), "x86_64", "id");
        }

        assertThat(surroundings.seen("/token"))
                .extracting(Seen::body)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("grant_type=refresh_token", "refresh_token=offline-0", "client_id=worker-1"),
                        second -> assertThat(second).contains("refresh_token=offline-1"));
    }

    @Test
    @DisplayName("W24 everything goes through the proxy")
    void proxy() throws Exception {
        Credentials remote =
                new Credentials.ClientSecret(URI.create("http://sso.invalid/token"), "worker-1", new Secret("s3cret"));
        var settings = new WorkerSettings(
                URI.create("http://composer.invalid" + Surroundings.API), "aarch64", remote, surroundings.address(""));

        try (HttpClient http = settings.client()) {
            new WorkerApi(settings.api(), new AuthorizedClient(http, remote)).register("aarch64");
        }

        assertThat(surroundings.requests)
                .extracting(Seen::line)
                .containsExactly(
                        "POST http://sso.invalid/token",
                        "POST http://composer.invalid" + Surroundings.API + "/workers");
    }

    @Test
    void secrets_are_never_printed() {
        assertThat(settings(secret, null).toString()).contains("worker-1").doesNotContain("s3cret");
        assertThat(offline.toString()).doesNotContain("offline-0");
    }

    private WorkerApi api(HttpClient http, Credentials credentials) {
        return new WorkerApi(surroundings.address(Surroundings.API), new AuthorizedClient(http, credentials));
    }

    private WorkerSettings settings(Credentials credentials, @Nullable URI proxy) {
        return new WorkerSettings(surroundings.address(Surroundings.API), "x86_64", credentials, proxy);
    }
}
