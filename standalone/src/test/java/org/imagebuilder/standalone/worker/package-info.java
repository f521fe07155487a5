@NullMarked
package org.imagebuilder.standalone.worker;

import org.jspecify.annotations.NullMarked;
