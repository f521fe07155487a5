/** Publishes the references that dead processes left in the outbox. */
@NullMarked
package org.imagebuilder.dispatcher.leftovers;

import org.jspecify.annotations.NullMarked;
