/** How everything that goes wrong becomes the error envelope of an API. */
@NullMarked
package org.imagebuilder.http.errors;

import org.jspecify.annotations.NullMarked;
