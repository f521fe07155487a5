@NullMarked
package org.imagebuilder.chaos.cluster;

import org.jspecify.annotations.NullMarked;
