@NullMarked
package org.imagebuilder.http;

import org.jspecify.annotations.NullMarked;
