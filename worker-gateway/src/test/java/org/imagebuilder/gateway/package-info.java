@NullMarked
package org.imagebuilder.gateway;

import org.jspecify.annotations.NullMarked;
