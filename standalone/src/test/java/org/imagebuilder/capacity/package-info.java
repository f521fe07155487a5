/** How many workers one gateway bears. Not part of the tests: run by hand, as docs/capacity.md tells. */
@NullMarked
package org.imagebuilder.capacity;

import org.jspecify.annotations.NullMarked;
