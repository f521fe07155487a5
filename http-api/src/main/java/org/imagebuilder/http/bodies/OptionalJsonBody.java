package org.imagebuilder.http.bodies;

import java.util.Optional;

/** The body of a request that may do without one; without one, it needs no content type either. */
public record OptionalJsonBody(Optional<JsonBody> body) {}
