/** Reading a compose request: its schema, its defaults, its shape. */
@NullMarked
package org.imagebuilder.composer.request;

import org.jspecify.annotations.NullMarked;
