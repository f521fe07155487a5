package org.imagebuilder.composer.blueprint.conversion;

import static org.imagebuilder.composer.blueprint.shapes.Shape.each;
import static org.imagebuilder.composer.blueprint.shapes.Shape.flag;
import static org.imagebuilder.composer.blueprint.shapes.Shape.integer;

import org.imagebuilder.composer.blueprint.shapes.Members;
import org.imagebuilder.composer.blueprint.shapes.Shape;
import org.imagebuilder.composer.passwords.Passwords;
import tools.jackson.databind.node.BooleanNode;

/** What looks the same, or almost, in both forms of a request. */
final class Parts {

    static final Members KERNEL = Members.of("name", "append");

    static final Shape USERS = each(Members.of("name", "description")
            .and("password", password())
            .and("key", "home", "shell", "groups")
            .and("uid", integer())
            .and("gid", integer()));

    static final Shape GROUPS = each(Members.of("name").and("gid", integer()));

    static final Members TIMEZONE = Members.of("timezone", "ntpservers");

    static final Members LOCALE = Members.of("languages", "keyboard");

    static final Members FIREWALL = Members.of("ports")
            .and("services", Members.of("enabled", "disabled"))
            .and("zones", each(Members.of("name", "sources")));

    static final Members SERVICES = Members.of("enabled", "disabled", "masked");

    static final Members FDO = Members.of(
            "manufacturing_server_url",
            "diun_pub_key_insecure",
            "diun_pub_key_hash",
            "diun_pub_key_root_certs",
            "di_mfg_string_type_mac_iface");

    static final Members IGNITION =
            Members.of().and("embedded", Members.of("config")).and("firstboot", Members.of("url"));

    static final Members INSTALLER = Members.of().and("unattended", flag()).and("sudo-nopasswd");

    static final Shape RPM =
            Members.of().and("import_keys", Members.of("files")).onlyWith("import_keys");

    private static final Members RHSM_CONFIG = Members.of()
            .and(
                    "dnf_plugins",
                    Members.of()
                            .and("product_id", Members.of("enabled"))
                            .and("subscription_manager", Members.of("enabled")))
            .and(
                    "subscription_manager",
                    Members.of()
                            .and("rhsm", Members.of("manage_repos", "auto_enable_yum_plugins"))
                            .and("rhsmcertd", Members.of("auto_registration")));

    static final Shape RHSM = Members.of().and("config", RHSM_CONFIG).onlyWith("config");

    static final Members CA_CERTS = Members.of("pem_certs");

    static final Members DNF = Members.of().and("config", Members.of().and("set_releasever", flag()));

    static final Shape DIRECTORIES = each(FileSystemEntry.MEMBERS.and("ensure_parents", flag()));

    static final Shape FILES = each(FileSystemEntry.MEMBERS.and("data"));

    /** Repositories have other names in one form, but these are the same, and come last in both. */
    static Members repository(Members named) {
        return named.and("priority", integer())
                .and("module_hotfixes")
                .orElse("install_from", Shape.always(BooleanNode.FALSE), BooleanNode.FALSE);
    }

    private Parts() {}

    /** Requests are read with their passwords hashed; a plain one from elsewhere must not get any further. */
    private static Shape password() {
        return (value, at) -> Passwords.isHashed(value.stringValue()) ? value : null;
    }
}
