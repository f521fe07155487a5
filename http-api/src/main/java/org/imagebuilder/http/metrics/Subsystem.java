package org.imagebuilder.http.metrics;

/**
 * What an API is called in the names of its metrics. Each service provides one as a bean.
 *
 * @param name {@code composer} or {@code worker}
 */
public record Subsystem(String name) {}
