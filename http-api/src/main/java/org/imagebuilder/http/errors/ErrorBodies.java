package org.imagebuilder.http.errors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imagebuilder.http.requests.RequestIds;

/** The error object of an API, as a map ready to become JSON. */
public final class ErrorBodies {

    private final ErrorDialect dialect;

    public ErrorBodies(ErrorDialect dialect) {
        this.dialect = dialect;
    }

    /** The error as such, for the operations that explain error codes. */
    public Map<String, Object> describe(ApiError error, RequestIds ids) {
        String number = Integer.toString(error.number());
        var body = new LinkedHashMap<String, Object>();
        body.put("href", dialect.basePath() + "/errors/" + number);
        body.put("id", number);
        body.put("kind", "Error");
        body.put("code", dialect.codePrefix() + number);
        body.put("operation_id", ids.operationId());
        body.put("reason", error.reason());
        body.putAll(dialect.alsoDescribed(error));
        return body;
    }

    /** The error as the answer to a request that failed. */
    Map<String, Object> raise(ErrorAnswer answer, RequestIds ids) {
        Map<String, Object> body = describe(answer.error(), ids);
        body.putAll(dialect.alsoRaised(answer.details()));
        return body;
    }
}
