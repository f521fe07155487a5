/** Lanes: how ready jobs reach waiting workers, through Kafka share groups or past them. */
@NullMarked
package org.imagebuilder.queue.lanes;

import org.jspecify.annotations.NullMarked;
