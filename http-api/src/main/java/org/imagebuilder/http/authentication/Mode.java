package org.imagebuilder.http.authentication;

/** How an API knows who calls it. */
public enum Mode {
    /** By a signed token. */
    JWT,
    /** By a certificate that it shows when it connects; all of them are one tenant. */
    MTLS,
    /** Not at all: everybody may do everything, as one tenant. */
    NONE
}
