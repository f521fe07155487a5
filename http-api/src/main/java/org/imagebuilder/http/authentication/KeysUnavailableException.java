package org.imagebuilder.http.authentication;

import com.nimbusds.jose.KeySourceException;

/** No key was ever fetched, so no token can be told from another. */
final class KeysUnavailableException extends KeySourceException {

    private static final long serialVersionUID = 1L;

    KeysUnavailableException() {
        super("no keys could be fetched yet");
    }
}
