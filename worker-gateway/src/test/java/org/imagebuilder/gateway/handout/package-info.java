@NullMarked
package org.imagebuilder.gateway.handout;

import org.jspecify.annotations.NullMarked;
