/** Workers wait for jobs and get them. */
@NullMarked
package org.imagebuilder.gateway.handout;

import org.jspecify.annotations.NullMarked;
