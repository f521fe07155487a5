/** The HTTP worker API: hands out queued jobs and takes their results. */
@NullMarked
package org.imagebuilder.gateway;

import org.jspecify.annotations.NullMarked;
