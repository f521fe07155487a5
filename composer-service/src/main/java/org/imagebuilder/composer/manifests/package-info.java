/** What images are built from. */
@NullMarked
package org.imagebuilder.composer.manifests;

import org.jspecify.annotations.NullMarked;
