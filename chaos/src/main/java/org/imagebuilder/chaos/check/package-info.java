/** What must be true when everything has calmed down. */
@NullMarked
package org.imagebuilder.chaos.check;

import org.jspecify.annotations.NullMarked;
