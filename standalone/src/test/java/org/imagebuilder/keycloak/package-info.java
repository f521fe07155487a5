/** The whole way, with the tokens of a real authorization server. */
@NullMarked
package org.imagebuilder.keycloak;

import org.jspecify.annotations.NullMarked;
