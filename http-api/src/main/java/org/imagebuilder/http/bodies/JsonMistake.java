package org.imagebuilder.http.bodies;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;

/** Says where a body is wrong, in words that do not name our classes. */
public final class JsonMistake {

    private JsonMistake() {}

    public static String describe(JacksonException e) {
        if (e instanceof DatabindException && !e.getPath().isEmpty()) {
            return "unexpected type of value at "
                    + e.getPath().stream().map(JsonMistake::step).collect(Collectors.joining("/"));
        }
        TokenStreamLocation where = e.getLocation();
        String place = where == null || where.getLineNr() < 1
                ? ""
                : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        return (e instanceof DatabindException ? "unexpected type of value" : "not readable as JSON") + place;
    }

    private static String step(Reference reference) {
        String member = reference.getPropertyName();
        return member == null ? Integer.toString(reference.getIndex()) : member;
    }
}
