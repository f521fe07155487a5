@NullMarked
package org.imagebuilder.composer;

import org.jspecify.annotations.NullMarked;
