/** Whether images of a type can be what a blueprint wants: workers would only find out late, or do something else. */
@NullMarked
package org.imagebuilder.composer.blueprint.fitting;

import org.jspecify.annotations.NullMarked;
