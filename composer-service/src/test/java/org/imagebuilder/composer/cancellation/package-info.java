@NullMarked
package org.imagebuilder.composer.cancellation;

import org.jspecify.annotations.NullMarked;
