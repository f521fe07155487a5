/** The errors of the worker API. */
@NullMarked
package org.imagebuilder.gateway.errors;

import org.jspecify.annotations.NullMarked;
