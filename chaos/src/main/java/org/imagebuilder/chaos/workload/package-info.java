/** Clients, workers and readers of events, who write down what they were promised. */
@NullMarked
package org.imagebuilder.chaos.workload;

import org.jspecify.annotations.NullMarked;
