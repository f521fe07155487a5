@NullMarked
package org.imagebuilder.http.answers;

import org.jspecify.annotations.NullMarked;
