/** What it takes to look into the results of a compose, which may be large. */
@NullMarked
package org.imagebuilder.composer.inspection;

import org.jspecify.annotations.NullMarked;
