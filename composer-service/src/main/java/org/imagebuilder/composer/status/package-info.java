/** From stored jobs to what a compose's client sees. */
@NullMarked
package org.imagebuilder.composer.status;

import org.jspecify.annotations.NullMarked;
