@NullMarked
package org.imagebuilder.dispatcher.artifacts;

import org.jspecify.annotations.NullMarked;
