/** The servers and services of one process, started in order and stopped in reverse. */
@NullMarked
package org.imagebuilder.standalone.stack;

import org.jspecify.annotations.NullMarked;
