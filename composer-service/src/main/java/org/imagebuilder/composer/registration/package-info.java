/** Registering the finished system with its vendor. */
@NullMarked
package org.imagebuilder.composer.registration;

import org.jspecify.annotations.NullMarked;
