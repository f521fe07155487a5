@NullMarked
package org.imagebuilder.standalone.stack;

import org.jspecify.annotations.NullMarked;
