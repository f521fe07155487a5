package org.imagebuilder.http.authentication;

import java.util.Locale;

/** What a token may allow its bearer to do, within its tenant. */
public enum Role {
    /** Have images made, cancel and delete. */
    SUBMIT,
    /** Look at what is there. */
    OBSERVE,
    /** Take jobs and report on them. */
    WORK,
    /** All of it. */
    ADMIN;

    String authority() {
        return "ROLE_" + name();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
