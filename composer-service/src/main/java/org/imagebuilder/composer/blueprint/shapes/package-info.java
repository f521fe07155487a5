/** How the values of a request look in a blueprint. */
@NullMarked
package org.imagebuilder.composer.blueprint.shapes;

import org.jspecify.annotations.NullMarked;
