/** Where packages come from. */
@NullMarked
package org.imagebuilder.composer.repositories;

import org.jspecify.annotations.NullMarked;
