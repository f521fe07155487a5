@NullMarked
package org.imagebuilder.http.redaction;

import org.jspecify.annotations.NullMarked;
