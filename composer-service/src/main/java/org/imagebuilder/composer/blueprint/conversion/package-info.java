/** From what a request says about the system to the blueprint that workers read. */
@NullMarked
package org.imagebuilder.composer.blueprint.conversion;

import org.jspecify.annotations.NullMarked;
