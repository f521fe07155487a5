package org.imagebuilder.connections;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API for clients, as a client uses it. */
final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Api() {}

    static JsonNode get(URI api, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + path)));
    }

    static JsonNode post(URI api, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        return JsonMapper.shared()
                .readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body());
    }
}
