/** What the API says about itself. */
@NullMarked
package org.imagebuilder.gateway.description;

import org.jspecify.annotations.NullMarked;
