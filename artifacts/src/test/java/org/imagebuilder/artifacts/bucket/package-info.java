@NullMarked
package org.imagebuilder.artifacts.bucket;

import org.jspecify.annotations.NullMarked;
