@NullMarked
package org.imagebuilder.jobtypes;

import org.jspecify.annotations.NullMarked;
