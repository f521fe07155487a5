@NullMarked
package org.imagebuilder.composer.packages;

import org.jspecify.annotations.NullMarked;
