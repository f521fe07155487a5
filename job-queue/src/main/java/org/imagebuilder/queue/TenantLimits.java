package org.imagebuilder.queue;

import java.time.Duration;

/**
 * How many composes a tenant may have.
 *
 * @param composes submitted within the window, at most; 0 for any number
 * @param window of time, that ends now
 * @param unfinished composes that have not ended, at most; 0 for any number
 */
public record TenantLimits(int composes, Duration window, int unfinished) {

    /** A row of the database holds the times of as many submissions. */
    public static final int MOST_COMPOSES = 10_000;

    public TenantLimits {
        if (composes < 0 || composes > MOST_COMPOSES || unfinished < 0 || !window.isPositive()) {
            throw new IllegalArgumentException(
                    "limits are 0 or more, composes at most " + MOST_COMPOSES + ", and the window is a positive time");
        }
    }

    boolean isUnlimited() {
        return composes == 0 && unfinished == 0;
    }
}
