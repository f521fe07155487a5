package org.imagebuilder.composer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.imagebuilder.composer.openapi.ApiDescription;
import org.imagebuilder.composer.request.RequestDefaults;
import org.imagebuilder.composer.request.RequestDocuments;
import org.imagebuilder.composer.request.RequestReader;
import org.imagebuilder.composer.request.RequestReader.ReadRequest;
import org.imagebuilder.composer.request.RequestSchemas;
import org.imagebuilder.http.errors.ApiException;

/** The reading of requests without a server around it. */
public final class Requests {

    private static final ApiDescription DESCRIPTION = new ApiDescription();
    public static final RequestSchemas SCHEMAS = new RequestSchemas(DESCRIPTION);
    public static final RequestDefaults DEFAULTS = new RequestDefaults(DESCRIPTION);
    public static final RequestDocuments DOCUMENTS = new RequestDocuments(SCHEMAS, DEFAULTS);
    private static final RequestReader READER = new RequestReader(DOCUMENTS);

    /** What an unremarkable request looks like, in parts that tests replace. */
    public static final Map<String, String> IMAGE = Map.of(
            "architecture", "\"x86_64\"",
            "image_type", "\"guest-image\"",
            "repositories", "[{\"baseurl\":\"https://example.com/r\"}]",
            "upload_options", "{\"region\":\"eu-central-1\"}");

    private Requests() {}

    public static ReadRequest read(String json) {
        return READER.read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A request for one image of Fedora with these members of the image request added or replaced. */
    public static String withImage(String... members) {
        return "{\"distribution\":\"fedora-44\",\"image_request\":" + image(members) + "}";
    }

    /** An image request; names and values alternate, a value that is empty removes the member. */
    public static String image(String... members) {
        Map<String, String> all = new TreeMap<>(IMAGE);
        for (int i = 0; i < members.length; i += 2) {
            if (members[i + 1].isEmpty()) {
                all.remove(members[i]);
            } else {
                all.put(members[i], members[i + 1]);
            }
        }
        StringBuilder json = new StringBuilder();
        all.forEach((name, value) -> json.append(json.isEmpty() ? "{" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }

    /** A request for these images of Fedora as one build of Koji. */
    public static String withKoji(String... images) {
        return "{\"distribution\":\"fedora-44\",\"koji\":{\"server\":\"https://koji.example.com/kojihub\","
                + "\"task_id\":42,\"name\":\"fedora-guest\",\"version\":\"44\",\"release\":\"1\"},"
                + "\"image_requests\":[" + String.join(",", images) + "]}";
    }

    /** {@code number: details} of an error, for tables of expectations. */
    public static String told(ApiException e) {
        return e.error().number() + ": " + e.details();
    }
}
