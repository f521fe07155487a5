/** Lanes: how ready jobs reach waiting workers through Kafka share groups. */
@NullMarked
package org.imagebuilder.queue.lanes;

import org.jspecify.annotations.NullMarked;
