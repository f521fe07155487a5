/** What browsers and caches between are told to leave alone. */
@NullMarked
package org.imagebuilder.http.protection;

import org.jspecify.annotations.NullMarked;
