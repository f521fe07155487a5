package org.imagebuilder.standalone.worker;

import java.net.URI;
import tools.jackson.databind.JsonNode;

/**
 * A job as the worker API hands it out.
 *
 * @param id the job's id
 * @param type without architecture
 * @param arguments what the compose asks for
 * @param dependencies results of the jobs this one depends on, in order
 * @param location where its progress and its result belong
 * @param files where its files belong, each below it by its name
 */
record HandedOutJob(String id, String type, JsonNode arguments, JsonNode dependencies, URI location, URI files) {

    boolean hasFailedDependency() {
        return dependencies.valueStream().anyMatch(result -> result.has("job_error"));
    }
}
