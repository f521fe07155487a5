/** Publishes events. */
@NullMarked
package org.imagebuilder.dispatcher.events;

import org.jspecify.annotations.NullMarked;
