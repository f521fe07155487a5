/** Encryption of what jobs are given and give back, for as long as it lies in the database. */
@NullMarked
package org.imagebuilder.queue.secrets;

import org.jspecify.annotations.NullMarked;
