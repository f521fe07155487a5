package org.imagebuilder.capacity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A compose of two jobs: the manifest, and the image after it. */
final class Submission {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final String COMPOSE = """
            {"distribution":"rhel-9.6","image_request":{"architecture":"x86_64","image_type":"guest-image",
             "repositories":[{"baseurl":"https://repo.example.com/os/","rhsm":false}],
             "upload_options":{"region":"us-east-1"}}}
            """;

    private Submission() {}

    static void send(URI composer) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(composer + "/compose"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(COMPOSE))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
