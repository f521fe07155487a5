/** What goes into an image beside the distribution itself. */
@NullMarked
package org.imagebuilder.composer.blueprint;

import org.jspecify.annotations.NullMarked;
