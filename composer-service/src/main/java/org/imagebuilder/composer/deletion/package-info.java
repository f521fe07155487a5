/** Deletes composes. */
@NullMarked
package org.imagebuilder.composer.deletion;

import org.jspecify.annotations.NullMarked;
