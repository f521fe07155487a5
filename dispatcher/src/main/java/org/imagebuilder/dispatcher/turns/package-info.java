/** What belongs to one replica for as long as that lives. */
@NullMarked
package org.imagebuilder.dispatcher.turns;

import org.jspecify.annotations.NullMarked;
