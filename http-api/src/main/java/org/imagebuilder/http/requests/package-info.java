/** Who sent a request, and the ids under which it can be traced. */
@NullMarked
package org.imagebuilder.http.requests;

import org.jspecify.annotations.NullMarked;
