/** What is counted and measured about requests. */
@NullMarked
package org.imagebuilder.http.metrics;

import org.jspecify.annotations.NullMarked;
