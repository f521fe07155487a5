@NullMarked
package org.imagebuilder.composer.depsolve;

import org.jspecify.annotations.NullMarked;
