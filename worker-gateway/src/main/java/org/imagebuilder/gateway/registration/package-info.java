/** Workers make themselves known. */
@NullMarked
package org.imagebuilder.gateway.registration;

import org.jspecify.annotations.NullMarked;
