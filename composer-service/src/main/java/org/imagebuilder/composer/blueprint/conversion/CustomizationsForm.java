package org.imagebuilder.composer.blueprint.conversion;

import static org.imagebuilder.composer.blueprint.shapes.Shape.asIs;
import static org.imagebuilder.composer.blueprint.shapes.Shape.each;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.Blueprint.NamedPackage;
import org.imagebuilder.composer.blueprint.disk.DiskLayout;
import org.imagebuilder.composer.blueprint.shapes.Members;
import org.imagebuilder.composer.blueprint.shapes.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;

/** The flat form: {@code customizations}. */
final class CustomizationsForm {

    private static final JsonNode NO_SIZE = LongNode.valueOf(0);

    private static final Shape FILESYSTEMS =
            each(Members.of("mountpoint").renamed("min_size", "minsize", (size, at) -> size.isNull() ? NO_SIZE : size));

    private static final Shape REPOSITORIES = each(Parts.repository(Members.of("id")
            .renamed("baseurl", "baseurls")
            .renamed("gpgkey", "gpgkeys")
            .and("metalink", "mirrorlist", "name", "enabled", "filename")
            .renamed("check_gpg", "gpgcheck")
            .renamed("check_repo_gpg", "repo_gpgcheck")
            .renamed("ssl_verify", "sslverify")));

    private static final Members MEMBERS = Members.of("hostname")
            .and("kernel", Parts.KERNEL)
            .renamed("users", "user", Parts.USERS)
            .renamed("groups", "group", Parts.GROUPS)
            .and("timezone", Parts.TIMEZONE)
            .and("locale", Parts.LOCALE)
            .and("firewall", Parts.FIREWALL)
            .and("services", Parts.SERVICES)
            .and("filesystem", FILESYSTEMS)
            .and("disk", new DiskLayout())
            .and("installation_device", asIs())
            .and("fdo", Parts.FDO)
            .and("openscap", OpenScap.WITHOUT_DATASTREAM)
            .and("ignition", Parts.IGNITION)
            .and("directories", Parts.DIRECTORIES)
            .and("files", Parts.FILES)
            .renamed("custom_repositories", "repositories", REPOSITORIES)
            .and("fips", (fips, at) -> fips.path("enabled").asBoolean(false) ? BooleanNode.TRUE : BooleanNode.FALSE)
            .and("installer", Parts.INSTALLER)
            .and("rpm", Parts.RPM)
            .and("rhsm", Parts.RHSM)
            .and("cacerts", Parts.CA_CERTS)
            .and("dnf", Parts.DNF);

    private CustomizationsForm() {}

    static Blueprint convert(JsonNode customizations, String at) {
        FileSystemEntry.checkAll(customizations, at);
        List<NamedPackage> packages = new ArrayList<>();
        customizations.path("packages").forEach(name -> packages.add(new NamedPackage(name.stringValue(), null)));
        Contents.checkNames(packages, NamedPackage::name, at + "/packages");
        Blueprint empty = Blueprint.empty();
        return new Blueprint(
                empty.name(),
                null,
                empty.version(),
                null,
                packages,
                List.of(),
                Contents.modules(customizations.path("enabled_modules"), at + "/enabled_modules"),
                List.of(),
                Contents.containers(customizations.path("containers"), at + "/containers"),
                MEMBERS.convert(customizations, at));
    }
}
