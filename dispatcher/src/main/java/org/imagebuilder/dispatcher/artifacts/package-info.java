/** Clears away files that belong to no job any more, and puts right what deaths left half done. */
@NullMarked
package org.imagebuilder.dispatcher.artifacts;

import org.jspecify.annotations.NullMarked;
