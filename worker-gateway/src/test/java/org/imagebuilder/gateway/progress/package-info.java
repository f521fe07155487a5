@NullMarked
package org.imagebuilder.gateway.progress;

import org.jspecify.annotations.NullMarked;
