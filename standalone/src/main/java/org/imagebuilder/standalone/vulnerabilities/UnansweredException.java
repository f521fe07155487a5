package org.imagebuilder.standalone.vulnerabilities;

import java.net.URI;

/** The database of vulnerabilities could not be asked, so nothing is known; the message is one line. */
public final class UnansweredException extends RuntimeException {

    UnansweredException(URI service, String reason) {
        super("vulnerabilities were not checked: " + service + ": " + reason);
    }
}
