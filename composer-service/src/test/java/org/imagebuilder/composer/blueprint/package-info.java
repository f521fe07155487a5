@NullMarked
package org.imagebuilder.composer.blueprint;

import org.jspecify.annotations.NullMarked;
