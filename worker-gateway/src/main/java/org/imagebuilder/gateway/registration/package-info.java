/** Workers make themselves known, and are shown to their tenant. */
@NullMarked
package org.imagebuilder.gateway.registration;

import org.jspecify.annotations.NullMarked;
