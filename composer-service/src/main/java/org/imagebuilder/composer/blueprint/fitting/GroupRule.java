package org.imagebuilder.composer.blueprint.fitting;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The groups of users: no two are alike. */
final class GroupRule implements Rule {

    private static final String GROUPS = "customizations.group";

    @Override
    public void check(JsonNode customizations, Image image, Findings findings) {
        JsonNode groups = customizations.path("group");
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            String name = groups.get(i).path("name").asString("");
            if (!names.add(name)) {
                findings.add(GROUPS, i, "there is another group " + name);
            }
            JsonNode id = groups.get(i).path("gid");
            if (id.isNumber() && !ids.add(id.longValue())) {
                findings.add(GROUPS, i, "there is another group with the id " + id.longValue());
            }
        }
    }
}
