/** Files in an S3-compatible bucket. */
@NullMarked
package org.imagebuilder.artifacts.bucket;

import org.jspecify.annotations.NullMarked;
