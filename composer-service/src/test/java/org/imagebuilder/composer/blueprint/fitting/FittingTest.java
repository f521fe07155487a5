package org.imagebuilder.composer.blueprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.Map;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.blueprint.Form;
import org.imagebuilder.composer.blueprint.conversion.Conversion;
import org.imagebuilder.composer.blueprint.conversion.Convert;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.request.ComposeRequest;
import org.imagebuilder.http.errors.ApiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FittingTest {

    private static final Catalogue CATALOGUE = new Catalogue(Map.of());

    @ParameterizedTest
    @DisplayName("C34 options that an image type supports, or leaves empty")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fedora-44 | qcow2 | {"packages":["a"],"containers":[{"source":"s"}],"hostname":"h","kernel":{"name":"k","append":"a"}} | {"hostname":"h","kernel":{"name":"k","append":"a"}}
            fedora-44 | qcow2 | {"fips":{}} | {"fips":false}
            fedora-44 | wsl | {"fips":{},"hostname":"h"} | {"hostname":"h"}
            fedora-44 | wsl | {"fips":{},"installation_device":"","packages":[],"filesystem":[]} |
            fedora-44 | iot-container | {"kernel":{"name":"k"}} | {"kernel":{"name":"k"}}
            fedora-44 | iot-container | {"kernel":{"name":"k","append":""}} | {"kernel":{"name":"k"}}
            fedora-44 | netinst | {"kernel":{"append":"a"},"installer":{"unattended":true}} | {"kernel":{"append":"a"},"installer":{"unattended":true}}
            fedora-44 | iot-simplified-installer | {"installation_device":"/dev/sda"} | {"installation_device":"/dev/sda"}
            rhel-9.6 | edge-commit | {"files":[{"path":"/etc/a"},{"path":"/root/a"},{"path":"/usr/local/bin/a"},{"path":"/usr/local/sbin/a/b"}],"directories":[{"path":"/etc/b"}]} | {"directories":[{"path":"/etc/b"}],"files":[{"path":"/etc/a"},{"path":"/root/a"},{"path":"/usr/local/bin/a"},{"path":"/usr/local/sbin/a/b"}]}
            """)
    void supported(String distribution, String type, String requested, @Nullable String expected) {
        JsonNode blueprint = fit(distribution, "x86_64", type, "{\"customizations\":" + requested + "}");
        assertThat(blueprint.has("customizations")).isEqualTo(expected != null);
        if (expected != null) {
            assertThat(blueprint.get("customizations")).isEqualTo(Convert.json(expected));
        }
    }

    @ParameterizedTest
    @DisplayName("C34 options that an image type does not support, or needs, are error 35 with a pointer")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fedora-44 | netinst | {"packages":["a"]} | #/customizations/packages: everything-network-installer images cannot have it
            fedora-44 | netinst | {"containers":[{"source":"s"}]} | #/customizations/containers: everything-network-installer images cannot have it
            fedora-44 | netinst | {"enabled_modules":[{"name":"n","stream":"s"}]} | #/customizations/enabled_modules: everything-network-installer images cannot have it
            fedora-44 | netinst | {"kernel":{"name":"k","append":"a"}} | #/customizations/kernel/name: everything-network-installer images cannot have it
            fedora-44 | iot-commit | {"kernel":{"append":"a"}} | #/customizations/kernel/append: iot-commit images cannot have it
            fedora-44 | qcow2 | {"installation_device":"/dev/sda"} | #/customizations/installation_device: generic-qcow2 images cannot have it
            fedora-44 | qcow2 | {"installer":{"unattended":true}} | #/customizations/installer: generic-qcow2 images cannot have it
            fedora-44 | wsl | {"custom_repositories":[{"id":"r","baseurl":["b"]}],"rhsm":{"config":{}}} | #/customizations/rhsm: generic-wsl images cannot have it
            fedora-44 | live-installer | {"users":[{"name":"u"}],"groups":[{"name":"g"}]} | #/customizations/users: workstation-live-installer images cannot have it; #/customizations/groups: workstation-live-installer images cannot have it
            fedora-44 | iot-simplified-installer | {} | #/customizations/installation_device: iot-simplified-installer images need it
            fedora-44 | iot-simplified-installer | {"installation_device":""} | #/customizations/installation_device: iot-simplified-installer images need it
            rhel-9.6 | azure-cvm | {"kernel":{"append":"a"}} | #/customizations/kernel: azure-cvm images cannot have it
            """)
    void unsupported(String distribution, String type, String requested, String problem) {
        assertThat(refused(distribution, "x86_64", type, requested)).isEqualTo("35: " + problem);
    }

    @Test
    @DisplayName("C34 a blueprint's options are named as the blueprint does")
    void a_blueprint_is_checked_likewise() {
        String request = "{\"blueprint\":{\"name\":\"b\",\"groups\":[{\"name\":\"g\"}],\"customizations\":"
                + "{\"user\":[{\"name\":\"u\"}],\"kernel\":{\"name\":\"k\"}}}}";
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> fit("fedora-44", "x86_64", "live-installer", request));
        assertThat(Requests.told(e))
                .contains(
                        "#/blueprint/groups: ",
                        "#/blueprint/customizations/user: ",
                        "#/blueprint/customizations/kernel: ");
    }

    @ParameterizedTest
    @DisplayName("C34 what no worker makes of a blueprint is error 35 with a pointer")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fedora-44 | iot-simplified-installer | {"installation_device":"d","fdo":{"diun_pub_key_hash":"h"}} | fdo/manufacturing_server_url: must not be empty
            fedora-44 | iot-simplified-installer | {"installation_device":"d","fdo":{"manufacturing_server_url":"u"}} | fdo: needs exactly one of
            fedora-44 | iot-simplified-installer | {"installation_device":"d","fdo":{"manufacturing_server_url":"u","diun_pub_key_hash":"h","diun_pub_key_insecure":"i"}} | fdo: needs exactly one of
            fedora-44 | iot-simplified-installer | {"installation_device":"d","ignition":{"embedded":{"config":"c"},"firstboot":{"url":"u"}}} | ignition: embedded and firstboot exclude each other
            fedora-44 | iot-simplified-installer | {"installation_device":"d","ignition":{"firstboot":{"url":""}}} | ignition/firstboot/url: must not be empty
            fedora-44 | qcow2 | {"filesystem":[{"mountpoint":"/var","min_size":1}],"disk":{"partitions":[]}} | disk: filesystem and disk exclude each other
            fedora-44 | qcow2 | {"filesystem":[{"mountpoint":"/var","min_size":1},{"mountpoint":"/usr/lib","min_size":1}]} | filesystem/1: /usr/lib is not allowed, as it is below /usr
            fedora-44 | qcow2 | {"filesystem":[{"mountpoint":"/etc","min_size":1}]} | filesystem/0: /etc is not allowed
            fedora-44 | qcow2 | {"filesystem":[{"mountpoint":"var","min_size":1}]} | filesystem/0: must be an absolute path
            fedora-44 | qcow2 | {"filesystem":[{"mountpoint":"/var/","min_size":1}]} | filesystem/0: must not end with a slash
            fedora-44 | qcow2 | {"disk":{"partitions":[{"fs_type":"xfs","mountpoint":"/"},{"fs_type":"xfs","mountpoint":"/run/x"}]}} | disk/partitions/1: /run/x is not allowed
            fedora-44 | qcow2 | {"disk":{"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"xfs","mountpoint":"/etc"}]}]}} | disk/partitions/0: /etc is not allowed
            fedora-44 | qcow2 | {"disk":{"partitions":[{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/dev"}]}]}} | disk/partitions/0: /dev is not allowed
            fedora-44 | qcow2 | {"disk":{"partitions":[{"type":"lvm","logical_volumes":[]},{"type":"lvm","logical_volumes":[]}]}} | disk/partitions: a disk can have one LVM volume group only
            fedora-44 | qcow2 | {"disk":{"partitions":[{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/a"}]},{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/b"}]}]}} | disk/partitions: a disk can have one btrfs volume only
            fedora-44 | qcow2 | {"disk":{"partitions":[{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/a"}]},{"type":"lvm","logical_volumes":[]}]}} | disk/partitions: LVM and btrfs exclude each other
            fedora-44 | qcow2 | {"openscap":{"profile_id":"xccdf_org.ssgproject.content_profile_cis"}} | openscap/profile_id: fedora-44 has no security profile xccdf_org.ssgproject.content_profile_cis
            rhel-9.0 | qcow2 | {"openscap":{"profile_id":"xccdf_org.ssgproject.content_profile_cis"}} | openscap/profile_id: rhel-9.0 has no security profiles
            rhel-8.6 | qcow2 | {"openscap":{"profile_id":"xccdf_org.ssgproject.content_profile_cis"}} | openscap/profile_id: rhel-8.6 has no security profiles
            fedora-44 | qcow2 | {"fips":{"enabled":true}} | fips: workers cannot be relied on to run in FIPS mode
            fedora-44 | qcow2 | {"files":[{"path":"/etc/a"},{"path":"/etc/a"}]} | files/1: /etc/a is there already
            fedora-44 | qcow2 | {"directories":[{"path":"/etc/a"}],"files":[{"path":"/etc/a"}]} | files/0: /etc/a is there already
            fedora-44 | qcow2 | {"files":[{"path":"/etc/b/c"},{"path":"/etc/b"}]} | files/1: /etc/b is a file, so nothing can be at /etc/b/c
            fedora-44 | qcow2 | {"directories":[{"path":"/etc/b/c/d"}],"files":[{"path":"/etc/b"}]} | files/0: /etc/b is a file, so nothing can be at /etc/b/c/d
            fedora-44 | qcow2 | {"files":[{"path":"/etc/passwd"}]} | files/0: /etc/passwd is not allowed
            fedora-44 | qcow2 | {"directories":[{"path":"/usr/share/x"}]} | directories/0: /usr/share/x is not allowed
            rhel-9.6 | edge-commit | {"files":[{"path":"/opt/a"}]} | files/0: /opt/a is not allowed
            rhel-9.6 | edge-commit | {"directories":[{"path":"/root/a"}]} | directories/0: /root/a is not allowed
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"","baseurl":["b"]}]} | custom_repositories/0: needs an id
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"r"}]} | custom_repositories/0: needs a base URL, a mirror list or a metalink
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"r","baseurl":["b"]},{"id":"a/b","metalink":"m"}]} | custom_repositories/1: a/b.repo is not a name for its file
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"r","filename":"a b.repo","mirrorlist":"m"}]} | custom_repositories/0: a b.repo is not a name for its file
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"r","baseurl":["b"],"check_gpg":true}]} | custom_repositories/0: cannot check packages without a key
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"r","baseurl":["b"],"gpgkey":["KEY"]}]} | custom_repositories/0: has a key that is neither a URL nor an armoured public key
            fedora-44 | qcow2 | {"custom_repositories":[{"id":"r","baseurl":["b"],"gpgkey":["-----BEGIN PGP PUBLIC KEY BLOCK-----"]}]} | custom_repositories/0: has a key
            fedora-44 | qcow2 | {"groups":[{"name":"g","gid":1},{"name":"g","gid":2}]} | groups/1: there is another group g
            fedora-44 | qcow2 | {"groups":[{"name":"g","gid":1},{"name":"h","gid":1}]} | groups/1: there is another group with the id 1
            """)
    void refused_by_rules(String distribution, String type, String requested, String problem) {
        assertThat(refused(distribution, "x86_64", type, requested)).startsWith("35: #/customizations/" + problem);
    }

    @ParameterizedTest
    @DisplayName("C34 what comes close to a rule but keeps it is built")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fedora-44 | x86_64 | iot-simplified-installer | {"installation_device":"d","fdo":{"manufacturing_server_url":"u","diun_pub_key_hash":"h","diun_pub_key_insecure":""},"ignition":{"embedded":{"config":"c"}}}
            fedora-44 | x86_64 | qcow2 | {"filesystem":[{"mountpoint":"/","min_size":0},{"mountpoint":"/usr","min_size":1},{"mountpoint":"/etcetera","min_size":1},{"mountpoint":"/var/log","min_size":1},{"mountpoint":"/boot","min_size":1}]}
            fedora-44 | x86_64 | qcow2 | {"filesystem":[],"disk":{"partitions":[{"fs_type":"swap"},{"type":"lvm","logical_volumes":[{"fs_type":"swap"},{"fs_type":"xfs","mountpoint":"/"}]}]}}
            rhel-9.6 | aarch64 | qcow2 | {"disk":{"partitions":[{"fs_type":"swap"}]}}
            rhel-8.10 | x86_64 | qcow2 | {"disk":{"partitions":[{"fs_type":"swap"}]}}
            fedora-44 | x86_64 | qcow2 | {"openscap":{"profile_id":"xccdf_org.ssgproject.content_profile_ospp"}}
            rhel-9.6 | x86_64 | qcow2 | {"openscap":{"profile_id":"xccdf_org.ssgproject.content_profile_cis"}}
            rhel-8.7 | x86_64 | qcow2 | {"openscap":{"profile_id":"xccdf_org.ssgproject.content_profile_cis"}}
            fedora-44 | x86_64 | qcow2 | {"directories":[{"path":"/etc/a"},{"path":"/etc/a/b"},{"path":"/usr/local/x"},{"path":"/var/x"}],"files":[{"path":"/etc/a/c"},{"path":"/etc/a/c-d"},{"path":"/etc/a/c.d/e"},{"path":"/usr/local/bin/a"}]}
            fedora-44 | x86_64 | qcow2 | {"custom_repositories":[{"id":"r.s-t_1","metalink":"m","check_gpg":true,"gpgkey":["https://example.com/k","file:///etc/k","-----BEGIN PGP PUBLIC KEY BLOCK-----\\nx\\n-----END PGP PUBLIC KEY BLOCK-----\\n"]},{"id":"a b","filename":"ab","mirrorlist":"m"}]}
            fedora-44 | x86_64 | qcow2 | {"groups":[{"name":"g","gid":0},{"name":"h"},{"name":"i"}]}
            """)
    void kept_rules(String distribution, String architecture, String type, String requested) {
        assertThatCode(() -> fit(distribution, architecture, type, "{\"customizations\":" + requested + "}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @DisplayName("C34 RHEL 8 has no swap space on aarch64")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"disk":{"partitions":[{"fs_type":"xfs","mountpoint":"/"},{"fs_type":"swap"}]}} | 1
            {"disk":{"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"swap"}]}]}} | 0
            """)
    void no_swap(String requested, int partition) {
        assertThat(refused("rhel-8.10", "aarch64", "qcow2", requested))
                .isEqualTo("35: #/customizations/disk/partitions/" + partition
                        + ": rhel-8.10 cannot have swap space on aarch64");
    }

    @Test
    @DisplayName("C34 everything that cannot be is told at once")
    void everything_at_once() {
        assertThat(
                        refused(
                                "fedora-44",
                                "x86_64",
                                "qcow2",
                                "{\"installation_device\":\"d\",\"fips\":{\"enabled\":true},\"files\":[{\"path\":\"/proc/a\"}]}"))
                .contains("/installation_device: ", "/fips: ", "/files/0: ");
    }

    private static String refused(String distribution, String architecture, String type, String customizations) {
        return Requests.told(catchThrowableOfType(
                ApiException.class,
                () -> fit(distribution, architecture, type, "{\"customizations\":" + customizations + "}")));
    }

    private static JsonNode fit(String distribution, String architecture, String type, String json) {
        ComposeRequest request = Requests.read(json).request();
        Distribution found = CATALOGUE.find(distribution).orElseThrow();
        Image image = new Image(
                found, architecture, found.imageType(architecture, type).orElseThrow(), BigInteger.ZERO);
        return Convert.json(
                JsonMapper.shared().writeValueAsString(Fitting.fit(Conversion.of(request), Form.of(request), image)));
    }
}
