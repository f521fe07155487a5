package org.imagebuilder.http.authentication;

/** How an API knows who calls it. */
public enum Mode {
    /** By a signed token. */
    JWT,
    /** Not at all: everybody may do everything, as one tenant. */
    NONE
}
