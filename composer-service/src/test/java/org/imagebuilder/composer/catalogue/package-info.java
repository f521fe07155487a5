@NullMarked
package org.imagebuilder.composer.catalogue;

import org.jspecify.annotations.NullMarked;
