/** How long large documents may take on their way. */
@NullMarked
package org.imagebuilder.http.pace;

import org.jspecify.annotations.NullMarked;
