/**
 * What all services count about jobs, and how it is printed. Metrics whose names dashboards rely on are made with
 * Prometheus' own library, so that they stand in the code as they stand on the page; Micrometer, which adds to names,
 * brings those of the runtime, and both share one registry.
 */
@NullMarked
package org.imagebuilder.metrics;

import org.jspecify.annotations.NullMarked;
