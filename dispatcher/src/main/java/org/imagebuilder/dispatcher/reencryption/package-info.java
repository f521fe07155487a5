/** Brings what is encrypted under retired keys, or not encrypted, under the active key. */
@NullMarked
package org.imagebuilder.dispatcher.reencryption;

import org.jspecify.annotations.NullMarked;
