package org.imagebuilder.queue;

import java.sql.Types;
import org.imagebuilder.queue.secrets.Column;
import org.imagebuilder.queue.secrets.Sealed;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What new jobs are given, as it goes into the database: either plain or encrypted, and nothing where the other would be. */
final class GivenPayloads {

    private static final JsonFactory JSON = new JsonFactory();

    private final @Nullable String request;
    private final @Nullable Sealed sealedRequest;
    private final @Nullable String[] arguments;
    private final byte @Nullable [][] argumentsSealed;
    private final byte @Nullable [][] argumentsKeys;

    /** @throws IllegalArgumentException if something is no JSON that the database would not see as such any more */
    GivenPayloads(JobGraph graph, Vault vault) {
        NewCompose compose = graph.compose();
        int jobs = graph.jobs().size();
        boolean plain = !vault.encrypts();
        request = compose == null || !plain ? null : compose.request();
        sealedRequest =
                compose == null || plain ? null : vault.seal(Column.REQUEST, compose.id(), json(compose.request()));
        arguments = new String[jobs];
        argumentsSealed = new byte[jobs][];
        argumentsKeys = new byte[jobs][];
        for (int i = 0; i < jobs; i++) {
            NewJob job = graph.jobs().get(i);
            if (plain) {
                arguments[i] = job.arguments();
            } else {
                Sealed sealed = vault.seal(Column.ARGUMENTS, job.id(), json(job.arguments()));
                argumentsSealed[i] = sealed.content().bytes();
                argumentsKeys[i] = sealed.key();
            }
        }
    }

    StatementSpec bind(StatementSpec statement) {
        return statement
                .param("request", request, Types.VARCHAR)
                .param(
                        "requestSealed",
                        sealedRequest == null ? null : sealedRequest.content().bytes(),
                        Types.BINARY)
                .param("requestKey", sealedRequest == null ? null : sealedRequest.key(), Types.BINARY)
                .param("arguments", arguments)
                .param("argumentsSealed", argumentsSealed)
                .param("argumentsKeys", argumentsKeys);
    }

    private static RawJson json(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("nothing is no JSON");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("arguments are no JSON", e);
        }
        return RawJson.of(text);
    }
}
