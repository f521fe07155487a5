/** Images that were kept on the server go to whom they belong. */
@NullMarked
package org.imagebuilder.composer.download;

import org.jspecify.annotations.NullMarked;
