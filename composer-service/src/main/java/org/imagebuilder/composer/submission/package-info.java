/** From a compose request to stored jobs. */
@NullMarked
package org.imagebuilder.composer.submission;

import org.jspecify.annotations.NullMarked;
