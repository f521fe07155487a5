/** Everything this service answers instead of a result, and the operations that list it. */
@NullMarked
package org.imagebuilder.composer.errors;

import org.jspecify.annotations.NullMarked;
