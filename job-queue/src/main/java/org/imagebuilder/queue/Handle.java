package org.imagebuilder.queue;

import java.util.UUID;

/**
 * What a worker has a job by. A token is of use to the tenant alone whose worker it was handed out to: to others it
 * stands for nothing, like one that never was.
 *
 * @param token as it was handed out
 * @param channel of whoever shows the token
 */
public record Handle(UUID token, String channel) {}
