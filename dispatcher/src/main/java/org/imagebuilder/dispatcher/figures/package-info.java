/** Figures of the whole system for the operator's dashboards. */
@NullMarked
package org.imagebuilder.dispatcher.figures;

import org.jspecify.annotations.NullMarked;
