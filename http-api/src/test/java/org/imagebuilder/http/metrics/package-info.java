@NullMarked
package org.imagebuilder.http.metrics;

import org.jspecify.annotations.NullMarked;
