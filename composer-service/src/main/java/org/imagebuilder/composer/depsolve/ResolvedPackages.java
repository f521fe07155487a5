package org.imagebuilder.composer.depsolve;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagebuilder.composer.packages.PackageListing;
import tools.jackson.core.JsonGenerator;

/** The packages of the system itself, of all that a worker has resolved. */
final class ResolvedPackages implements PackageListing {

    @Override
    public List<String> path() {
        return List.of("package_specs", DepsolveArguments.SYSTEM);
    }

    @Override
    public Set<String> members() {
        return Set.of("name", "version", "release", "epoch", "arch", "checksum");
    }

    @Override
    public void write(Map<String, String> members, JsonGenerator out) {
        out.writeStartObject().writeStringProperty("type", "rpm");
        for (String required : List.of("name", "version", "release")) {
            out.writeStringProperty(required, members.getOrDefault(required, ""));
        }
        PackageListing.writeEpoch(members.getOrDefault("epoch", ""), out);
        out.writeStringProperty("arch", members.getOrDefault("arch", ""));
        PackageListing.writeIfAny("checksum", members.getOrDefault("checksum", ""), out);
        out.writeEndObject();
    }
}
