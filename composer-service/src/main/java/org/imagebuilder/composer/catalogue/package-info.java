/** What can be built: distributions, architectures, image types and their facts. */
@NullMarked
package org.imagebuilder.composer.catalogue;

import org.jspecify.annotations.NullMarked;
