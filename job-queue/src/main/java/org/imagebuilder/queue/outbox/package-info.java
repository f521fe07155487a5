/** The outbox: events are stored with the change they tell of, then published to Kafka, and only then forgotten. */
@NullMarked
package org.imagebuilder.queue.outbox;

import org.jspecify.annotations.NullMarked;
