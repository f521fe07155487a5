/** Everything in one process: the command line that starts, shows and stops it. */
@NullMarked
package org.imagebuilder.standalone;

import org.jspecify.annotations.NullMarked;
