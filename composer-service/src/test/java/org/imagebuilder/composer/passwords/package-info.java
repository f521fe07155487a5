@NullMarked
package org.imagebuilder.composer.passwords;

import org.jspecify.annotations.NullMarked;
