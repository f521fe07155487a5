@NullMarked
package org.imagebuilder.http.bodies;

import org.jspecify.annotations.NullMarked;
