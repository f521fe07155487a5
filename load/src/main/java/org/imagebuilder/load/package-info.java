/** Clients and workers that behave like real ones, and write down what they saw. */
@NullMarked
package org.imagebuilder.load;

import org.jspecify.annotations.NullMarked;
