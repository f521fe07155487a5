package org.imagebuilder.standalone.worker;

import java.net.URI;

/** How a worker shows who it is. */
public sealed interface Credentials {

    /** Not at all. */
    record None() implements Credentials {}

    /** OAuth 2 client credentials. */
    record ClientSecret(URI tokenUrl, String clientId, Secret secret) implements Credentials {}

    /** An OAuth 2 refresh token that lives long, also called an offline token. */
    record RefreshToken(URI tokenUrl, String clientId, Secret token) implements Credentials {}
}
