/** Finds jobs that lost their way. */
@NullMarked
package org.imagebuilder.dispatcher.healing;

import org.jspecify.annotations.NullMarked;
