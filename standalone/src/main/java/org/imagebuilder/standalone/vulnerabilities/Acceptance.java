package org.imagebuilder.standalone.vulnerabilities;

import java.time.LocalDate;

/**
 * Somebody's decision to live with a vulnerability for some time.
 *
 * @param id the vulnerability's, in any database
 * @param until the last day
 */
record Acceptance(String id, String reason, LocalDate until) {

    boolean concerns(Advisory advisory) {
        return advisory.isCalled(id);
    }

    boolean isExpired(LocalDate today) {
        return today.isAfter(until);
    }
}
