@NullMarked
package org.imagebuilder.composer.metadata;

import org.jspecify.annotations.NullMarked;
