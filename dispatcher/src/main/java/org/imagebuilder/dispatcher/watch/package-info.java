/** Watches over jobs and workers that have gone silent. */
@NullMarked
package org.imagebuilder.dispatcher.watch;

import org.jspecify.annotations.NullMarked;
