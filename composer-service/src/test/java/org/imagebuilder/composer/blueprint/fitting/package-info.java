@NullMarked
package org.imagebuilder.composer.blueprint.fitting;

import org.jspecify.annotations.NullMarked;
