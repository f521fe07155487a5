/** Files that workers upload: apart by attempt while a job runs, the job's own once it has succeeded. */
@NullMarked
package org.imagebuilder.artifacts;

import org.jspecify.annotations.NullMarked;
