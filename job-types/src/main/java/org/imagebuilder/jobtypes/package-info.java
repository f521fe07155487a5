/** What each job type is. Every service that must know asks this table. */
@NullMarked
package org.imagebuilder.jobtypes;

import org.jspecify.annotations.NullMarked;
