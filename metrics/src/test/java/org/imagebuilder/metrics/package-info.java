@NullMarked
package org.imagebuilder.metrics;

import org.jspecify.annotations.NullMarked;
