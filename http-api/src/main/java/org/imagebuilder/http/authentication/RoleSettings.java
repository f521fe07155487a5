package org.imagebuilder.http.authentication;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens name roles.
 *
 * @param claims where roles or scopes stand; empty: every good token may do everything
 * @param submit what {@link Role#SUBMIT} is called there
 * @param observe what {@link Role#OBSERVE} is called there
 * @param work what {@link Role#WORK} is called there
 * @param admin what {@link Role#ADMIN} is called there
 */
public record RoleSettings(
        @DefaultValue List<String> claims,
        @DefaultValue("submit") List<String> submit,
        @DefaultValue("observe") List<String> observe,
        @DefaultValue("work") List<String> work,
        @DefaultValue("admin") List<String> admin) {

    List<String> namesOf(Role role) {
        return switch (role) {
            case SUBMIT -> submit;
            case OBSERVE -> observe;
            case WORK -> work;
            case ADMIN -> admin;
        };
    }
}
