package org.imagebuilder.http.metrics;

import java.time.Duration;

/**
 * A request that has been answered.
 *
 * @param method one that HTTP knows, or {@code other}
 * @param tenant empty without authentication, and for requests that lead nowhere
 */
public record ServedRequest(String method, Route route, int status, String tenant, Duration duration) {}
