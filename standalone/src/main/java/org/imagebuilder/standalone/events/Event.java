package org.imagebuilder.standalone.events;

import java.time.Instant;

/**
 * An event, told in words.
 *
 * @param kind what it is about: compose, job or worker
 * @param subject what it is about, in particular
 * @param text what happened
 * @param last whether nothing more will happen to the subject
 */
public record Event(Instant at, String kind, String subject, String text, boolean last) {

    static final String COMPOSE = "compose";

    /** Whether nothing more will happen to this compose. */
    public boolean endsCompose(String compose) {
        return last && kind.equals(COMPOSE) && subject.equals(compose);
    }
}
