package org.imagebuilder.standalone.worker;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Sends requests with the worker's access token; one that is refused is repeated once, with a new token. */
final class AuthorizedClient {

    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final AccessTokens tokens;

    AuthorizedClient(HttpClient http, Credentials credentials) {
        this.http = http;
        this.tokens = new AccessTokens(credentials, http);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        Optional<Secret> token = tokens.current();
        HttpResponse<String> answer = send(request, token);
        return answer.statusCode() == UNAUTHORIZED && token.isPresent()
                ? send(request, tokens.insteadOf(token.get()))
                : answer;
    }

    private HttpResponse<String> send(HttpRequest request, Optional<Secret> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder copy = HttpRequest.newBuilder(request, (_, _) -> true);
        token.ifPresent(known -> copy.setHeader("Authorization", "Bearer " + known.value()));
        return http.send(copy.build(), BodyHandlers.ofString());
    }
}
