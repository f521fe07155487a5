/** Sharing memory between requests that need much of it. */
@NullMarked
package org.imagebuilder.http.room;

import org.jspecify.annotations.NullMarked;
