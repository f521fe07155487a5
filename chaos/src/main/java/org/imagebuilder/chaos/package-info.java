/** Breaks real processes under load, and checks that every promise was kept. */
@NullMarked
package org.imagebuilder.chaos;

import org.jspecify.annotations.NullMarked;
