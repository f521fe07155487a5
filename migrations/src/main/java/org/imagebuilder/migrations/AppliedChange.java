package org.imagebuilder.migrations;

import java.time.Duration;

/**
 * A change set that a run has applied.
 *
 * @param id unique name, beginning with the number of its file
 * @param description what it is for; empty if nobody said
 */
public record AppliedChange(String id, String description, Duration took) {}
