/** Files that workers upload. */
@NullMarked
package org.imagebuilder.gateway.artifacts;

import org.jspecify.annotations.NullMarked;
