@NullMarked
package org.imagebuilder.artifacts.spring;

import org.jspecify.annotations.NullMarked;
