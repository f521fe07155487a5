package org.imagebuilder.composer.cloning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a client wants an image to be as well, and who else may use it there. */
record CloneRequest(String region, @Nullable List<String> shareWithAccounts) {

    List<String> accounts() {
        return shareWithAccounts == null ? List.of() : shareWithAccounts;
    }
}
