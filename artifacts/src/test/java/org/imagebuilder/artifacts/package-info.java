@NullMarked
package org.imagebuilder.artifacts;

import org.jspecify.annotations.NullMarked;
