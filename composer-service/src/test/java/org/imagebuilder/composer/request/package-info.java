@NullMarked
package org.imagebuilder.composer.request;

import org.jspecify.annotations.NullMarked;
