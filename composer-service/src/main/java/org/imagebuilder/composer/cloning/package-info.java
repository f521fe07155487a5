/** Copies finished machine images to other regions of EC2, and shares them with other accounts. */
@NullMarked
package org.imagebuilder.composer.cloning;

import org.jspecify.annotations.NullMarked;
