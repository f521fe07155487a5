/** What this service counts in addition to what both HTTP services do. */
@NullMarked
package org.imagebuilder.composer.metrics;

import org.jspecify.annotations.NullMarked;
