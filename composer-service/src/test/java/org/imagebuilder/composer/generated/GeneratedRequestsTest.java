package org.imagebuilder.composer.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imagebuilder.composer.Ec2Compose;
import org.imagebuilder.composer.PackageWorker;
import org.imagebuilder.composer.RunningService;
import org.imagebuilder.composer.RunningService.Rows;
import org.imagebuilder.composer.openapi.ApiDescription;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * More than a thousand requests made up from the API's own description, sound and spoilt: none of them is the service's
 * fault, each gets an answer in the API's form, and what is refused leaves nothing behind.
 */
class GeneratedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("imagebuilder.test.requests", 60);
    private static final long SEED = Long.getLong("imagebuilder.test.seed", 20);

    private final JsonNode document = new ApiDescription().document();

    @TestFactory
    Stream<DynamicTest> every_operation() {
        return Operation.of(document).stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> bear(operation)));
    }

    private void bear(Operation operation) {
        try (PackageWorker _ = PackageWorker.start()) {
            bearWithWorker(operation);
        }
    }

    private void bearWithWorker(Operation operation) {
        Random random = new Random(SEED + operation.toString().hashCode());
        SchemaValues values = new SchemaValues(document, random);
        Damage damage = new Damage(random);
        String compose = Ec2Compose.finished("[]").toString();
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            String target = operation.target(document, values, random, compose);
            JsonNode schema = operation.body();
            String body = "";
            if (schema != null) {
                List<JsonNode> examples = operation.examples();
                JsonNode sound = examples.isEmpty() || random.nextBoolean()
                        ? values.of(schema)
                        : examples.get(random.nextInt(examples.size()));
                body = random.nextInt(3) == 0 ? sound.toString() : damage.of(sound);
            }
            statuses.merge(send(operation, target, body), 1, Integer::sum);
        }
        if (operation.body() != null) {
            assertThat(statuses.keySet())
                    .as("otherwise not much was tried")
                    .containsAnyOf(200, 201)
                    .contains(400);
        }
    }

    /** The status of the answer. */
    private static int send(Operation operation, String target, String body) {
        Rows before = RunningService.rows();
        HttpResponse<String> response = RunningService.send(RunningService.request(target)
                .header("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString(body))
                .build());

        String what = "%s %s %s%ngave %d %s"
                .formatted(
                        operation.method(), target, shortened(body), response.statusCode(), shortened(response.body()));
        assertThat(response.statusCode()).as(what).isBetween(200, 499);
        assertThat(response.headers().firstValue("Content-Type")).as(what).contains("application/json");
        if (response.statusCode() >= 400) {
            assertIsEnvelope(response, what);
            Rows after = RunningService.rows();
            assertThat(after.jobs()).as(what).isEqualTo(before.jobs());
            assertThat(after.composes()).as(what).isEqualTo(before.composes());
        }
        return response.statusCode();
    }

    private static void assertIsEnvelope(HttpResponse<String> response, String what) {
        JsonNode error = RunningService.json(response);
        assertThat(error.path("kind").asString("")).as(what).isEqualTo("Error");
        assertThat(error.path("code").asString(""))
                .as(what)
                .isEqualTo("IMAGE-BUILDER-COMPOSER-" + error.path("id").asString());
        assertThat(error.path("reason").asString("")).as(what).isNotEmpty();
        assertThat(error.path("operation_id").asString("")).as(what).isNotEmpty();
        assertThat(error.toString()).as(what).doesNotContain("Exception", "org.imagebuilder", "\tat ");
    }

    private static String shortened(String text) {
        return text.length() > 2000 ? text.substring(0, 2000) + "…" : text;
    }
}
