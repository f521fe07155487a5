/** Watches over jobs whose workers have gone silent. */
@NullMarked
package org.imagebuilder.dispatcher.watch;

import org.jspecify.annotations.NullMarked;
