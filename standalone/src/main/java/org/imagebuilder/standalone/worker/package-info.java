/** A worker that only pretends to build, and speaks the public worker API as a real one does. */
@NullMarked
package org.imagebuilder.standalone.worker;

import org.jspecify.annotations.NullMarked;
