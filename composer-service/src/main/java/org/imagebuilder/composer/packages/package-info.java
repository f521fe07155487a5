/** What asking workers about packages takes, whatever the question: repositories, a job to wait for, a large answer. */
@NullMarked
package org.imagebuilder.composer.packages;

import org.jspecify.annotations.NullMarked;
