/** All composes of a tenant. */
@NullMarked
package org.imagebuilder.composer.listing;

import org.jspecify.annotations.NullMarked;
