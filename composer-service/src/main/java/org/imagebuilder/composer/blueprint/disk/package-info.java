/** The layout of a disk: its sizes, its partitions and what is wrong with them. */
@NullMarked
package org.imagebuilder.composer.blueprint.disk;

import org.jspecify.annotations.NullMarked;
