/** Workers show that they are alive, how far a job is, and how it ended. */
@NullMarked
package org.imagebuilder.gateway.progress;

import org.jspecify.annotations.NullMarked;
