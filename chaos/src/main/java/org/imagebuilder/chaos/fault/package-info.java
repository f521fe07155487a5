/** What can go wrong. */
@NullMarked
package org.imagebuilder.chaos.fault;

import org.jspecify.annotations.NullMarked;
