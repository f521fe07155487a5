@NullMarked
package org.imagebuilder.chaos.check;

import org.jspecify.annotations.NullMarked;
