package org.imagebuilder.http.authentication;

/** Whether certificates are checked. */
final class OnMutualTls extends OnMode {

    OnMutualTls() {
        super(Mode.MTLS);
    }
}
