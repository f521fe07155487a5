/** Lets go of what has expired. */
@NullMarked
package org.imagebuilder.dispatcher.retention;

import org.jspecify.annotations.NullMarked;
