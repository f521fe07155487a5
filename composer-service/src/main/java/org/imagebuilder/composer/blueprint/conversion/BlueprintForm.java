package org.imagebuilder.composer.blueprint.conversion;

import static org.imagebuilder.composer.blueprint.shapes.Shape.asIs;
import static org.imagebuilder.composer.blueprint.shapes.Shape.each;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.disk.DataSize;
import org.imagebuilder.composer.blueprint.disk.DiskLayout;
import org.imagebuilder.composer.blueprint.shapes.Members;
import org.imagebuilder.composer.blueprint.shapes.Shape;
import org.imagebuilder.composer.errors.ComposerError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;

/** The form that is close to the blueprint itself: {@code blueprint}. */
final class BlueprintForm {

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*";

    private static final Pattern VERSION =
            Pattern.compile("[0-9]{1,18}\\.[0-9]{1,18}\\.[0-9]{1,18}(-%1$s)?(\\+%1$s)?".formatted(IDENTIFIERS));

    private static final int LONGEST_VERSION = 256;

    private static final Shape FILESYSTEMS =
            each(Members.of("mountpoint").and("minsize", (size, at) -> size(size.stringValue(), at)));

    private static final Shape REPOSITORIES = each(Parts.repository(Members.of(
            "id",
            "baseurls",
            "gpgkeys",
            "metalink",
            "mirrorlist",
            "name",
            "enabled",
            "filename",
            "gpgcheck",
            "repo_gpgcheck",
            "sslverify")));

    private static final Members CUSTOMIZATIONS = Members.of("hostname")
            .and("kernel", Parts.KERNEL)
            .and("sshkey", each(Members.of("user", "key")))
            .and("user", Parts.USERS)
            .and("group", Parts.GROUPS)
            .and("timezone", Parts.TIMEZONE)
            .and("locale", Parts.LOCALE)
            .and("firewall", Parts.FIREWALL)
            .and("services", Parts.SERVICES)
            .and("filesystem", FILESYSTEMS)
            .and("disk", new DiskLayout())
            .and("installation_device", asIs())
            .and("fdo", Parts.FDO)
            .and("openscap", OpenScap.WITH_DATASTREAM)
            .and("ignition", Parts.IGNITION)
            .and("directories", Parts.DIRECTORIES)
            .and("files", Parts.FILES)
            .and("repositories", REPOSITORIES)
            .and("fips", asIs())
            .and("installer", Parts.INSTALLER)
            .and("rpm", Parts.RPM)
            .and("rhsm", Parts.RHSM)
            .and("cacerts", Parts.CA_CERTS)
            .and("dnf", Parts.DNF);

    private BlueprintForm() {}

    static Blueprint convert(JsonNode blueprint, String at) {
        String name = blueprint.path("name").asString();
        if (name.isEmpty() && blueprint.size() == 1) {
            return Blueprint.empty();
        }
        if (name.isEmpty()) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#" + at + "/name: must not be empty");
        }
        JsonNode customizations = blueprint.path("customizations");
        FileSystemEntry.checkAll(customizations, at + "/customizations");
        return new Blueprint(
                name,
                blueprint.path("description").asString(""),
                version(blueprint.path("version").asString(""), at + "/version"),
                blueprint.path("distro").asString(""),
                Contents.packages(blueprint.path("packages"), at + "/packages"),
                Contents.packages(blueprint.path("modules"), at + "/modules"),
                Contents.modules(blueprint.path("enabled_modules"), at + "/enabled_modules"),
                Contents.groups(blueprint.path("groups"), at + "/groups"),
                Contents.containers(blueprint.path("containers"), at + "/containers"),
                CUSTOMIZATIONS.convert(
                        customizations.isObject() ? customizations : JsonNodeFactory.instance.objectNode(),
                        at + "/customizations"));
    }

    private static String version(String version, String at) {
        if (version.isEmpty()) {
            return Blueprint.empty().version();
        }
        if (version.length() > LONGEST_VERSION || !VERSION.matcher(version).matches()) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#" + at + ": must be three numbers, like 1.0.2");
        }
        return version;
    }

    private static JsonNode size(String text, String at) {
        OptionalLong bytes = DataSize.parse(text);
        if (bytes.isEmpty()) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#" + at + ": " + DataSize.PROBLEM);
        }
        return LongNode.valueOf(bytes.getAsLong());
    }
}
