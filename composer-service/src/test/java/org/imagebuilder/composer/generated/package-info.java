@NullMarked
package org.imagebuilder.composer.generated;

import org.jspecify.annotations.NullMarked;
