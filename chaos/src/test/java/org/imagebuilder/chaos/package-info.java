@NullMarked
package org.imagebuilder.chaos;

import org.jspecify.annotations.NullMarked;
