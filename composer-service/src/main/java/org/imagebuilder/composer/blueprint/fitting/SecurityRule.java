package org.imagebuilder.composer.blueprint.fitting;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Security profiles and FIPS. */
final class SecurityRule implements Rule {

    @Override
    public void check(JsonNode customizations, Image image, Findings findings) {
        if (customizations.has("openscap")) {
            String profile = customizations.at("/openscap/profile_id").asString("");
            Set<String> allowed = image.distribution().limits().openScapProfiles();
            findings.require(
                    allowed.contains(profile),
                    "customizations.openscap.profile_id",
                    allowed.isEmpty()
                            ? image.distribution().name() + " has no security profiles"
                            : image.distribution().name() + " has no security profile " + profile);
        }
        // A worker makes a FIPS image only if it runs in FIPS mode itself, which is nothing that a job can ask for.
        findings.require(
                !customizations.path("fips").asBoolean(false),
                "customizations.fips",
                "workers cannot be relied on to run in FIPS mode, which such images need");
    }
}
