package org.imagebuilder.composer.passwords;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.errors.ComposerError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The plain passwords in a request, which nobody may see who looks at what is stored. */
public final class PlainPasswords {

    // To hash takes milliseconds, and longer for long ones, so there is an end to what one request may ask for.
    private static final int MOST = 100;
    private static final int LONGEST = 1024;

    private static final String PASSWORD = "password";

    private final List<ObjectNode> users = new ArrayList<>();

    private PlainPasswords() {}

    /**
     * Replaces each by its hash, and removes empty ones. Changes the request.
     *
     * @param request one that follows the schema
     * @throws org.imagebuilder.http.errors.ApiException if there are too many, or one is too long
     */
    public static void replaceIn(JsonNode request) {
        PlainPasswords plain = new PlainPasswords();
        plain.find(request.at("/customizations/users"), "/customizations/users");
        plain.find(request.at("/blueprint/customizations/user"), "/blueprint/customizations/user");
        plain.users.forEach(
                user -> user.put(PASSWORD, Passwords.hashed(user.get(PASSWORD).stringValue())));
    }

    private void find(JsonNode list, String at) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ObjectNode user && user.has(PASSWORD)) {
                look(user, user.get(PASSWORD).stringValue(), at + "/" + i + "/" + PASSWORD);
            }
        }
    }

    private void look(ObjectNode user, String password, String at) {
        if (password.isEmpty()) {
            user.remove(PASSWORD);
        } else if (!Passwords.isHashed(password)) {
            users.add(user);
            check(password, at);
        }
    }

    private void check(String password, String at) {
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#" + at + ": longer than " + LONGEST + " bytes");
        }
        if (users.size() > MOST) {
            throw ComposerError.INVALID_CUSTOMIZATION.because(
                    "#" + at + ": more than " + MOST + " plain passwords, hash them before");
        }
    }
}
