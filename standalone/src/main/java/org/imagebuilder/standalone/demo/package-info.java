/** The walk of one compose through the whole system, told as it happens. */
@NullMarked
package org.imagebuilder.standalone.demo;

import org.jspecify.annotations.NullMarked;
