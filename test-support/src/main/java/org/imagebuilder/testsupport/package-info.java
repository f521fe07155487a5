/** The PostgreSQL and the Kafka that tests run against, started once per JVM. */
@NullMarked
package org.imagebuilder.testsupport;

import org.jspecify.annotations.NullMarked;
