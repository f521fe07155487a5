@NullMarked
package org.imagebuilder.composer.repositories;

import org.jspecify.annotations.NullMarked;
