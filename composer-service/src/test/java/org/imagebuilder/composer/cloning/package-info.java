@NullMarked
package org.imagebuilder.composer.cloning;

import org.jspecify.annotations.NullMarked;
