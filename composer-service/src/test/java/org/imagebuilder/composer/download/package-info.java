@NullMarked
package org.imagebuilder.composer.download;

import org.jspecify.annotations.NullMarked;
