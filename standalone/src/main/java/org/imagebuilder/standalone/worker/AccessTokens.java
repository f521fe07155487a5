package org.imagebuilder.standalone.worker;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets an access token and keeps it until the API refuses it. */
final class AccessTokens {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private Credentials credentials;
    private @Nullable Secret current;

    AccessTokens(Credentials credentials, HttpClient http) {
        this.credentials = credentials;
        this.http = http;
    }

    /** The token to send; empty if the worker has no credentials. */
    synchronized Optional<Secret> current() throws IOException, InterruptedException {
        return current == null ? fetch() : Optional.of(current);
    }

    /**
     * A token in place of one that was refused. Of several requests that were refused with the same token, the first
     * gets a new one for all.
     */
    synchronized Optional<Secret> insteadOf(Secret refused) throws IOException, InterruptedException {
        return refused.equals(current) ? fetch() : current();
    }

    private Optional<Secret> fetch() throws IOException, InterruptedException {
        return switch (credentials) {
            case Credentials.None _ -> Optional.empty();
            case Credentials.ClientSecret(URI url, String id, Secret secret) ->
                Optional.of(take(ask(
                        url,
                        Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret.value()))));
            case Credentials.RefreshToken(URI url, String id, Secret token) -> {
                JsonNode answer = ask(
                        url, Map.of("grant_type", "refresh_token", "client_id", id, "refresh_token", token.value()));
                // a server may replace the refresh token too, and then takes the old one no more
                String next = answer.path("refresh_token").asString("");
                if (!next.isEmpty()) {
                    credentials = new Credentials.RefreshToken(url, id, new Secret(next));
                }
                yield Optional.of(take(answer));
            }
        };
    }

    private Secret take(JsonNode answer) throws IOException {
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            throw new IOException("the authorization server gave no access token");
        }
        current = new Secret(token);
        return current;
    }

    private JsonNode ask(URI url, Map<String, String> form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            // without its body, which may repeat what was sent
            throw new IOException("the authorization server answered with " + answer.statusCode());
        }
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("the authorization server gave no JSON");
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(member -> member.getKey() + "=" + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
