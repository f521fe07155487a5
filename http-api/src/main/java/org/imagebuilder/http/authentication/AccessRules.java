package org.imagebuilder.http.authentication;

import java.util.Set;

/**
 * Who may use which operation of an API. Each service provides one as a bean.
 *
 * @param open paths below the API's own that are read without a token
 * @param needed what all other operations take
 */
public record AccessRules(Set<String> open, NeededRole needed) {

    /** Tells the role that an operation takes. */
    @FunctionalInterface
    public interface NeededRole {

        /**
         * The role.
         *
         * @param route below the API's path, with its parameters in braces
         */
        Role of(String method, String route);
    }
}
