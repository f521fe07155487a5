/** What a tenant may see of the jobs. */
@NullMarked
package org.imagebuilder.composer.tenancy;

import org.jspecify.annotations.NullMarked;
