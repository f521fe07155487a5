package org.imagebuilder.queue;

/**
 * Why a job failed, short enough for events; the full error is in the job's digest and result.
 *
 * @param errorId job error id
 */
public record Failure(int errorId, String reason) {}
