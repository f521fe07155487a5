package org.imagebuilder.http.errors;

import org.springframework.http.HttpStatus;

/**
 * The answer to requests without an acceptable token. It is the composer API's on every API, since workers and clients
 * know no other.
 */
enum Unauthenticated implements ApiError, ErrorDialect {
    ANSWER;

    static final String CHALLENGE = "Bearer realm=\"image-builder-composer/v2\"";

    @Override
    public int number() {
        return status().value();
    }

    @Override
    public HttpStatus status() {
        return HttpStatus.UNAUTHORIZED;
    }

    @Override
    public String reason() {
        return "The token is missing or not acceptable";
    }

    @Override
    public String codePrefix() {
        return "IMAGE-BUILDER-COMPOSER-";
    }

    @Override
    public String basePath() {
        return "/api/image-builder-composer/v2";
    }

    @Override
    public ApiError errorFor(Fault fault) {
        return this;
    }
}
