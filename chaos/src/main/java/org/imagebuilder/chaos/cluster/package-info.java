/** All processes of the system on one machine, with something breakable on each connection between them. */
@NullMarked
package org.imagebuilder.chaos.cluster;

import org.jspecify.annotations.NullMarked;
