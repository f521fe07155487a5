@NullMarked
package org.imagebuilder.composer.errors;

import org.jspecify.annotations.NullMarked;
