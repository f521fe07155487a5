/** Requests whose answer comes later keep their connection and nothing else: no thread, no buffers, no request. */
@NullMarked
package org.imagebuilder.gateway.parking;

import org.jspecify.annotations.NullMarked;
