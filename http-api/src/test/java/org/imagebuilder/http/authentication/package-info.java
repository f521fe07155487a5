@NullMarked
package org.imagebuilder.http.authentication;

import org.jspecify.annotations.NullMarked;
