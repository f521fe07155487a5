/** What must not be shown, logged or published. */
@NullMarked
package org.imagebuilder.http.redaction;

import org.jspecify.annotations.NullMarked;
