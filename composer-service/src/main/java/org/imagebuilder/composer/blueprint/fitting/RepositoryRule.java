package org.imagebuilder.composer.blueprint.fitting;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The repositories that the finished system knows. */
final class RepositoryRule implements Rule {

    private static final String REPOSITORIES = "customizations.repositories";
    private static final String SUFFIX = ".repo";
    private static final Pattern FILE = Pattern.compile("[\\w.-]{1,250}\\.repo");
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");

    @Override
    public void check(JsonNode customizations, Image image, Findings findings) {
        JsonNode repositories = customizations.path("repositories");
        for (int i = 0; i < repositories.size(); i++) {
            check(repositories.get(i), i, findings);
        }
    }

    private static void check(JsonNode repository, int index, Findings findings) {
        String id = text(repository, "id");
        if (id.isEmpty()) {
            findings.add(REPOSITORIES, index, "needs an id");
            return;
        }
        String file = fileName(repository, id);
        if (!FILE.matcher(file).matches()) {
            findings.add(REPOSITORIES, index, file + " is not a name for its file");
        }
        boolean reachable = !repository.path("baseurls").isEmpty()
                || !text(repository, "mirrorlist").isEmpty()
                || !text(repository, "metalink").isEmpty();
        if (!reachable) {
            findings.add(REPOSITORIES, index, "needs a base URL, a mirror list or a metalink");
        }
        JsonNode keys = repository.path("gpgkeys");
        if (repository.path("gpgcheck").asBoolean(false) && keys.isEmpty()) {
            findings.add(REPOSITORIES, index, "cannot check packages without a key");
        }
        for (JsonNode key : keys) {
            if (!isKey(key.stringValue())) {
                findings.add(REPOSITORIES, index, "has a key that is neither a URL nor an armoured public key");
            }
        }
    }

    private static String fileName(JsonNode repository, String id) {
        String given = text(repository, "filename");
        String name = given.isEmpty() ? id : given;
        return name.endsWith(SUFFIX) ? name : name + SUFFIX;
    }

    private static boolean isKey(String key) {
        boolean armoured = key.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----")
                && key.contains("-----END PGP PUBLIC KEY BLOCK-----");
        return armoured || URL.matcher(key).matches();
    }

    private static String text(JsonNode repository, String member) {
        return repository.path(member).asString("");
    }
}
