/** The description of this API, which also is what requests are checked against. */
@NullMarked
package org.imagebuilder.composer.openapi;

import org.jspecify.annotations.NullMarked;
