/** What is in an image, and what was asked for. */
@NullMarked
package org.imagebuilder.composer.metadata;

import org.jspecify.annotations.NullMarked;
