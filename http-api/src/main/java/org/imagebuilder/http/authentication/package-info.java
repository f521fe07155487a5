/** Who sends a request, told by a token, and what they may do. */
@NullMarked
package org.imagebuilder.http.authentication;

import org.jspecify.annotations.NullMarked;
