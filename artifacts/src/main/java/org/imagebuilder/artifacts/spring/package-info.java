/** The store as services configure it. */
@NullMarked
package org.imagebuilder.artifacts.spring;

import org.jspecify.annotations.NullMarked;
