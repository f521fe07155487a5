/** How services reach PostgreSQL and Kafka. */
@NullMarked
package org.imagebuilder.connections;

import org.jspecify.annotations.NullMarked;
