/** Whose request it is, by what its token says. */
@NullMarked
package org.imagebuilder.http.tenants;

import org.jspecify.annotations.NullMarked;
