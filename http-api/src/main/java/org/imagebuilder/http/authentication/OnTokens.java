package org.imagebuilder.http.authentication;

/** Whether tokens are checked. */
final class OnTokens extends OnMode {

    OnTokens() {
        super(Mode.JWT);
    }
}
