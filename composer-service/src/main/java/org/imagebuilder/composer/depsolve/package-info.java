/** Which packages a blueprint comes to, with everything that they need. */
@NullMarked
package org.imagebuilder.composer.depsolve;

import org.jspecify.annotations.NullMarked;
