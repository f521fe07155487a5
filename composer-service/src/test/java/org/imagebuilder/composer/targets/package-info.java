@NullMarked
package org.imagebuilder.composer.targets;

import org.jspecify.annotations.NullMarked;
