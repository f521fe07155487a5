/** The command line, used as a person would. */
@NullMarked
package org.imagebuilder.standalone;

import org.jspecify.annotations.NullMarked;
