/** What is measured: the system as processes on this machine. */
@NullMarked
package org.imagebuilder.bench.layout;

import org.jspecify.annotations.NullMarked;
