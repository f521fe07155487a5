/** Which software is in images, as documents. */
@NullMarked
package org.imagebuilder.composer.sboms;

import org.jspecify.annotations.NullMarked;
