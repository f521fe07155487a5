@NullMarked
package org.imagebuilder.composer.blueprint.conversion;

import org.jspecify.annotations.NullMarked;
