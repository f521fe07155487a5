@NullMarked
package org.imagebuilder.composer.blueprint.disk;

import org.jspecify.annotations.NullMarked;
