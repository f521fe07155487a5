/** How many requests a tenant may send. */
@NullMarked
package org.imagebuilder.http.rate;

import org.jspecify.annotations.NullMarked;
