/** Finds packages by their names. */
@NullMarked
package org.imagebuilder.composer.search;

import org.jspecify.annotations.NullMarked;
