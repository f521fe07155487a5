/** Requests that wait until a job has ended: woken by its event, without a database connection or a platform thread. */
@NullMarked
package org.imagebuilder.composer.waiting;

import org.jspecify.annotations.NullMarked;
