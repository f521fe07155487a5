package org.imagebuilder.standalone.vulnerabilities;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of accepted vulnerabilities is not as it has to be; the message is one line for who wrote it. */
public final class AcceptancesRefusedException extends RuntimeException {

    AcceptancesRefusedException(Path file, String mistake, @Nullable Throwable cause) {
        super(file + ": " + mistake, cause);
    }
}
