/** The dispatcher: moves jobs on when their dependencies end, and mends what deaths and outages left behind. */
@NullMarked
package org.imagebuilder.dispatcher;

import org.jspecify.annotations.NullMarked;
