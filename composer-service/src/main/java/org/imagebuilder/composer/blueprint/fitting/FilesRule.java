package org.imagebuilder.composer.blueprint.fitting;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.imagebuilder.composer.blueprint.AbsolutePath;
import tools.jackson.databind.JsonNode;

/** Files and directories: where they may be, and that they do not get into each other's way. */
final class FilesRule implements Rule {

    private static final String DIRECTORIES = "customizations.directories";
    private static final String FILES = "customizations.files";

    @Override
    public void check(JsonNode customizations, Image image, Findings findings) {
        JsonNode directories = customizations.path("directories");
        JsonNode files = customizations.path("files");
        NavigableSet<String> paths = new TreeSet<>();
        checkEach(
                directories,
                DIRECTORIES,
                image.isOsTree() ? PathPolicies.OSTREE_DIRECTORIES : PathPolicies.DIRECTORIES,
                paths,
                findings);
        checkEach(files, FILES, image.isOsTree() ? PathPolicies.OSTREE_FILES : PathPolicies.FILES, paths, findings);
        for (int i = 0; i < files.size(); i++) {
            String file = path(files.get(i));
            String below = paths.higher(file + "/");
            if (below != null && AbsolutePath.isWithin(below, file)) {
                findings.add(FILES, i, file + " is a file, so nothing can be at " + below);
            }
        }
    }

    private static void checkEach(
            JsonNode entries, String list, PathPolicy policy, NavigableSet<String> paths, Findings findings) {
        for (int i = 0; i < entries.size(); i++) {
            String path = path(entries.get(i));
            Optional<String> problem = paths.add(path) ? policy.problem(path) : Optional.of(path + " is there already");
            if (problem.isPresent()) {
                findings.add(list, i, problem.get());
            }
        }
    }

    private static String path(JsonNode entry) {
        return entry.path("path").asString("");
    }
}
