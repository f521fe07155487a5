package org.imagebuilder.composer.packages;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Which list of packages of a job's result becomes an answer, and how. */
public interface PackageListing {

    /** Names of the members that lead to the list, from the outermost one on. */
    List<String> path();

    /** The members of a package that {@link #write} needs. */
    Set<String> members();

    /**
     * Writes one package.
     *
     * @param members texts and numbers as texts; absent ones are missing
     */
    void write(Map<String, String> members, JsonGenerator out);

    /** Writes a member that is left out if it is absent or empty. */
    static void writeIfAny(String name, String value, JsonGenerator out) {
        if (!value.isEmpty()) {
            out.writeStringProperty(name, value);
        }
    }

    /** Writes an epoch, unless it is the usual one. */
    static void writeEpoch(String epoch, JsonGenerator out) {
        boolean unusual = epoch.matches("[1-9][0-9]*");
        writeIfAny("epoch", unusual ? epoch : "", out);
    }
}
