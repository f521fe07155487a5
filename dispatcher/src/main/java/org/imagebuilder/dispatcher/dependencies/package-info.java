/** Enforces the order of jobs. */
@NullMarked
package org.imagebuilder.dispatcher.dependencies;

import org.jspecify.annotations.NullMarked;
