/** What passes through the event topics, as lines to read. */
@NullMarked
package org.imagebuilder.standalone.events;

import org.jspecify.annotations.NullMarked;
