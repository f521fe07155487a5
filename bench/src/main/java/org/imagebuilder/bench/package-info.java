/** Measures the whole, with the traffic of clients and workers, and says what it found. */
@NullMarked
package org.imagebuilder.bench;

import org.jspecify.annotations.NullMarked;
