/** Passwords of the system to be built: they come in plainly and go no further than here. */
@NullMarked
package org.imagebuilder.composer.passwords;

import org.jspecify.annotations.NullMarked;
