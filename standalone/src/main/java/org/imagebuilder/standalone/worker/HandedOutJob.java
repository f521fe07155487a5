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
 */
record HandedOutJob(String id, String type, JsonNode arguments, JsonNode dependencies, URI location) {}
