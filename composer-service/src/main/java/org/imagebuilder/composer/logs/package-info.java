/** The results of a compose's jobs. */
@NullMarked
package org.imagebuilder.composer.logs;

import org.jspecify.annotations.NullMarked;
