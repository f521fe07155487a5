/** What a request costs before it reaches the database, and an event before it reaches the broker. */
@NullMarked
package org.imagebuilder.bench.micro;

import org.jspecify.annotations.NullMarked;
