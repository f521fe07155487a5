@NullMarked
package org.imagebuilder.composer.status;

import org.jspecify.annotations.NullMarked;
