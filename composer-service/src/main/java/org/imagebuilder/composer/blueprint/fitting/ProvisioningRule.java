package org.imagebuilder.composer.blueprint.fitting;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How a device is set up when it starts for the first time. */
final class ProvisioningRule implements Rule {

    private static final List<String> PUBLIC_KEYS =
            List.of("diun_pub_key_insecure", "diun_pub_key_hash", "diun_pub_key_root_certs");

    @Override
    public void check(JsonNode customizations, Image image, Findings findings) {
        if (customizations.has("fdo")) {
            checkFdo(customizations.get("fdo"), findings);
        }
        JsonNode ignition = customizations.path("ignition");
        findings.require(
                !ignition.has("embedded") || !ignition.has("firstboot"),
                "customizations.ignition",
                "embedded and firstboot exclude each other");
        findings.require(
                !ignition.has("firstboot") || !isEmpty(ignition.path("firstboot"), "url"),
                "customizations.ignition.firstboot.url",
                "must not be empty");
    }

    private static void checkFdo(JsonNode fdo, Findings findings) {
        findings.require(
                !isEmpty(fdo, "manufacturing_server_url"),
                "customizations.fdo.manufacturing_server_url",
                "must not be empty");
        Stream<String> keys = PUBLIC_KEYS.stream().filter(key -> !isEmpty(fdo, key));
        findings.require(
                keys.count() == 1, "customizations.fdo", "needs exactly one of " + String.join(", ", PUBLIC_KEYS));
    }

    private static boolean isEmpty(JsonNode object, String member) {
        return object.path(member).asString("").isEmpty();
    }
}
