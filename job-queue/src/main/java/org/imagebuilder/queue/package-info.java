/** The job queue: states, transitions, the outbox and the lanes. It knows nothing of HTTP or of image building. */
@NullMarked
package org.imagebuilder.queue;

import org.jspecify.annotations.NullMarked;
