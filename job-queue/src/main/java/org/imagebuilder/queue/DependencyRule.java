package org.imagebuilder.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a dependency that did not succeed does to the jobs that wait for it.
 *
 * @param type type of the waiting job without architecture, or {@link #ANY}
 * @param dependencyType type of the failed job without architecture, {@link #ANY}, or {@link #CANCELED} for whatever
 *     was cancelled
 * @param errorId the error the waiting job is finished with; null: it runs all the same
 * @param reason the error's reason
 * @param result the waiting job's result, JSON
 */
public record DependencyRule(
        String type,
        String dependencyType,
        @Nullable Integer errorId,
        @Nullable String reason,
        @Nullable String result) {

    public static final String ANY = "*";
    public static final String CANCELED = "!";
}
