/** PostgreSQL and Kafka on this machine, without containers: for the standalone process and for tests. */
@NullMarked
package org.imagebuilder.embedded;

import org.jspecify.annotations.NullMarked;
