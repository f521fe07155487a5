package org.imagebuilder.composer.blueprint.conversion;

import java.util.regex.Pattern;
import org.imagebuilder.composer.blueprint.AbsolutePath;
import org.imagebuilder.composer.blueprint.shapes.Members;
import org.imagebuilder.composer.blueprint.shapes.Shape;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.errors.Problems;
import tools.jackson.databind.JsonNode;

/** What files and directories have in common: where they are, whose they are and who may use them. */
final class FileSystemEntry {

    static final Members MEMBERS =
            Members.of("path").and("user", owner()).and("group", owner()).and("mode", Shape.text());

    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,31}");
    private static final long HIGHEST_ID = 0xFFFF_FFFFL;

    private FileSystemEntry() {}

    /**
     * Checks all of a request's files and directories.
     *
     * @param customizations the object with the lists of both
     * @throws org.imagebuilder.http.errors.ApiException with everything that is wrong
     */
    static void checkAll(JsonNode customizations, String at) {
        Problems problems = new Problems();
        for (String list : new String[] {"directories", "files"}) {
            JsonNode entries = customizations.path(list);
            for (int i = 0; i < entries.size(); i++) {
                check(entries.get(i), at + "/" + list + "/" + i, problems);
            }
        }
        problems.raise(ComposerError.INVALID_CUSTOMIZATION);
    }

    private static void check(JsonNode entry, String at, Problems problems) {
        String path = entry.path("path").asString("");
        AbsolutePath.problem(path).ifPresentOrElse(problem -> problems.add(at + "/path", problem), () -> {
            if (path.equals("/")) {
                problems.add(at + "/path", "is always there");
            }
        });
        String mode = entry.path("mode").asString("");
        if (!mode.isEmpty() && !MODE.matcher(mode).matches()) {
            problems.add(at + "/mode", "must be three octal digits, with or without a 0 before them");
        }
        checkOwner(entry.path("user"), USER, at + "/user", problems);
        checkOwner(entry.path("group"), GROUP, at + "/group", problems);
    }

    private static void checkOwner(JsonNode owner, Pattern name, String at, Problems problems) {
        if (owner.isString() && !name.matcher(owner.stringValue()).matches()) {
            problems.add(at, "not a name of one");
        }
        if (owner.isNumber() && !isId(owner)) {
            problems.add(at, "not an id of one");
        }
    }

    private static boolean isId(JsonNode number) {
        return number.canConvertToExactIntegral()
                && number.canConvertToLong()
                && number.longValue() >= 0
                && number.longValue() <= HIGHEST_ID;
    }

    /** A name or an id; 0 is one. */
    private static Shape owner() {
        return (owner, at) -> owner.isNumber() ? Shape.integer().convert(owner, at) : owner;
    }
}
