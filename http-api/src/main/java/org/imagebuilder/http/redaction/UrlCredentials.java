package org.imagebuilder.http.redaction;

import java.util.regex.Pattern;

/** User names and passwords in front of the hosts of URLs. */
public final class UrlCredentials {

    public static final String HIDDEN = "***";

    /** Ends at what cannot be part of them, quotes included, since the text may be JSON. */
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/?#\\s\"\\\\]*@");

    private static final Pattern WITHOUT_SCHEME = Pattern.compile("^[^/?#\\s@]*@");

    private UrlCredentials() {}

    /** The text, with the credentials of all URLs in it replaced. */
    public static String hiddenIn(String text) {
        return text.indexOf('@') < 0 ? text : CREDENTIALS.matcher(text).replaceAll("://" + HIDDEN + "@");
    }

    /** The same for an address that needs no scheme, such as a proxy's. */
    public static String hiddenInAddress(String address) {
        return address.contains("://")
                ? hiddenIn(address)
                : WITHOUT_SCHEME.matcher(address).replaceFirst(HIDDEN + "@");
    }
}
