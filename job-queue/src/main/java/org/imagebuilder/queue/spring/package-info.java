/** The queue as Spring beans, for the services. */
@NullMarked
package org.imagebuilder.queue.spring;

import org.jspecify.annotations.NullMarked;
