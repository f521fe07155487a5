package org.imagebuilder.queue.lanes;

/**
 * Where workers queue for jobs of one kind: every job of a lane can be run by any worker that asks for the lane.
 *
 * @param channel the tenant's channel; empty without authentication
 * @param type job type, with the architecture after a colon where the type is bound to one
 */
public record Lane(String channel, String type) {}
