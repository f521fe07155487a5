@NullMarked
package org.imagebuilder.composer.submission;

import org.jspecify.annotations.NullMarked;
