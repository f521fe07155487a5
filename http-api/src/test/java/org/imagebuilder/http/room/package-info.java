@NullMarked
package org.imagebuilder.http.room;

import org.jspecify.annotations.NullMarked;
