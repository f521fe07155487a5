/** The file that says whose tokens are let in. */
@NullMarked
package org.imagebuilder.http.accesslist;

import org.jspecify.annotations.NullMarked;
