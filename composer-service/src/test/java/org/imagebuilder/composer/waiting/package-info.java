@NullMarked
package org.imagebuilder.composer.waiting;

import org.jspecify.annotations.NullMarked;
