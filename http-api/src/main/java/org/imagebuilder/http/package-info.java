/** What both HTTP services share. */
@NullMarked
package org.imagebuilder.http;

import org.jspecify.annotations.NullMarked;
