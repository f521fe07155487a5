/** What a verified token says of its bearer. */
@NullMarked
package org.imagebuilder.http.claims;

import org.jspecify.annotations.NullMarked;
