@NullMarked
package org.imagebuilder.http.accesslist;

import org.jspecify.annotations.NullMarked;
