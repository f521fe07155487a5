@NullMarked
package org.imagebuilder.composer.inspection;

import org.jspecify.annotations.NullMarked;
