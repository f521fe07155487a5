package org.imagebuilder.composer.blueprint.conversion;

import java.util.Locale;
import org.imagebuilder.composer.blueprint.shapes.Members;
import org.imagebuilder.composer.blueprint.shapes.Shape;
import org.imagebuilder.composer.errors.ComposerError;
import tools.jackson.databind.node.StringNode;

/** Hardening by a security profile, which may be tailored in one of two ways. */
final class OpenScap {

    static final Shape WITHOUT_DATASTREAM = tailoredOnce(members(Members.of()));
    static final Shape WITH_DATASTREAM = tailoredOnce(members(Members.of("datastream")));

    private OpenScap() {}

    private static Members members(Members first) {
        return first.and("profile_id")
                .and(
                        "policy_id",
                        (id, at) -> StringNode.valueOf(id.stringValue().toLowerCase(Locale.ROOT)))
                .and("tailoring", Members.of("selected", "unselected"))
                .and("json_tailoring", Members.of("profile_id", "filepath"));
    }

    private static Shape tailoredOnce(Members members) {
        return (openscap, at) -> {
            if (openscap.has("tailoring") && openscap.has("json_tailoring")) {
                throw ComposerError.INVALID_CUSTOMIZATION.because(
                        "#" + at + ": tailoring and json_tailoring exclude each other");
            }
            return members.convert(openscap, at);
        };
    }
}
