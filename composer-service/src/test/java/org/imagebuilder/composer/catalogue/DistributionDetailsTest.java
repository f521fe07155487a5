package org.imagebuilder.composer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.imagebuilder.composer.Requests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DistributionDetailsTest {

    private static final Catalogue CATALOGUE = new Catalogue(Map.of("rhel-9", "rhel-9.6"));

    @Test
    void one_image_as_clients_know_it() {
        JsonNode details = details("fedora-44", List.of("guest-image"), List.of("s390x"));
        ((ObjectNode) details.at("/architectures/s390x/image_types/generic-qcow2"))
                .remove("supported_blueprint_options");
        assertThat(details).isEqualTo(JsonMapper.shared().readTree("""
                {"id":"fedora-44","kind":"DistributionDetails",
                 "href":"/api/image-builder-composer/v2/distributions/fedora-44","name":"fedora-44",
                 "codename":"","releasever":"44","os_version":"44","module_platform_id":"platform:f44","product":"Fedora",
                 "architectures":{"s390x":{"name":"s390x","image_types":{"generic-qcow2":{
                   "name":"generic-qcow2","aliases":["qcow2","guest-image"],"filename":"disk.qcow2",
                   "mime_type":"application/x-qemu-disk","ostree_ref":"","default_size":5368709120,
                   "partition_type":"dos","boot_mode":"legacy","exports":["qcow2"],"payload_package_sets":["blueprint"],
                   "base_partition_table":{"type":"dos","partitions":[
                     {"fs_type":"ext4","label":"boot","minsize":"2147483648","mountpoint":"/boot"},
                     {"fs_type":"ext4","minsize":"2147483648","mountpoint":"/"}]},
                   "required_blueprint_options":null}}}}}
                """));
    }

    @Test
    void supported_options_come_in_the_order_of_the_original() {
        List<String> options = details("fedora-44", List.of("guest-image"), List.of("s390x"))
                .at("/architectures/s390x/image_types/generic-qcow2/supported_blueprint_options")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(options).startsWith("distro", "packages").endsWith("name", "version", "description");
        assertThat(details("rhel-9.6", List.of("edge-simplified-installer"), List.of("x86_64"))
                        .at("/architectures/x86_64/image_types/edge-simplified-installer/required_blueprint_options"))
                .isEqualTo(JsonMapper.shared().readTree("[\"customizations.installation_device\"]"));
    }

    @ParameterizedTest
    @CsvSource({
        "fedora-43, '', 43, 43, platform:f43, Fedora",
        "fedora-99, '', 99, 99, platform:f99, Fedora",
        "eln-11, '', 11, 11, platform:eln11, Fedora ELN",
        "rhel-7.9, Maipo, 7, 7.9, platform:el7, Red Hat Enterprise Linux",
        "rhel-8.10, '', 8, 8.10, platform:el8, Red Hat Enterprise Linux",
        "rhel-9.5, '', 9, 9.5, platform:el9, Red Hat Enterprise Linux",
        "rhel-9, '', 9, 9.6, platform:el9, Red Hat Enterprise Linux",
        "centos-8, '', 8, 8-stream, platform:el8, CentOS Stream",
        "centos-10, '', 10, 10-stream, platform:el10, CentOS Stream",
        "almalinux-10.3, '', 10, 10.3, platform:el10, AlmaLinux",
        "almalinux_kitten-10, '', 10, 10-kitten, platform:el10, AlmaLinux Kitten",
        "rocky-9.20, '', 9, 9.20, platform:el9, Rocky Linux",
        "ol-9, '', 9, 9, platform:el9, Oracle Linux",
        "ol-10.2, '', 10, 10, platform:el10, Oracle Linux",
    })
    @DisplayName("a release is described after the pattern of its family, whether it is listed or not")
    void releases(String name, String codename, String releasever, String osVersion, String platform, String product) {
        JsonNode details = details(name, List.of("none"), List.of());
        assertThat(details.path("codename").asString()).isEqualTo(codename);
        assertThat(details.path("releasever").asString()).isEqualTo(releasever);
        assertThat(details.path("os_version").asString()).isEqualTo(osVersion);
        assertThat(details.path("module_platform_id").asString()).isEqualTo(platform);
        assertThat(details.path("product").asString()).isEqualTo(product);
    }

    @ParameterizedTest
    @CsvSource({
        "fedora-43, x86_64, workstation-live-installer, iso_label, Fedora-43-Workstation-x86_64",
        "fedora-99, aarch64, iot-installer, iso_label, Fedora-99-IoT-aarch64",
        "fedora-99, aarch64, iot-installer, ostree_ref, fedora/99/aarch64/iot",
        "fedora-44, x86_64, iot-raw-xz, ostree_ref, fedora/44/x86_64/iot",
        "eln-11, s390x, network-installer, iso_label, Fedora-ELN-11-0-BaseOS-s390x",
        "rhel-9.6, x86_64, image-installer, iso_label, RHEL-9-6-0-BaseOS-x86_64",
        "rhel-9.17, x86_64, image-installer, iso_label, RHEL-9-17-0-BaseOS-x86_64",
        "rhel-9.6, aarch64, edge-commit, ostree_ref, rhel/9/aarch64/edge",
        "rhel-9.6, aarch64, edge-installer, iso_label, RHEL-9-6-0-BaseOS-aarch64",
        "centos-9, ppc64le, network-installer, iso_label, CentOS-Stream-9-BaseOS-ppc64le",
        "centos-9, x86_64, edge-container, ostree_ref, centos/9/x86_64/edge",
        "almalinux-8.9, x86_64, image-installer, iso_label, AlmaLinux-8-9-x86_64-dvd",
        "almalinux_kitten-10, x86_64, image-installer, iso_label, CentOS-Stream-10-BaseOS-x86_64",
        "rocky-8.4, x86_64, image-installer, iso_label, Rocky-8-4-dvd-x86_64",
        "ol-10, x86_64, image-installer, iso_label, OracleLinux-10--1-x86_64-dvd",
        "ol-9.6, x86_64, image-installer, iso_label, OracleLinux-9-6-x86_64-dvd",
        "fedora-44, x86_64, generic-qcow2, mime_type, application/x-qemu-disk",
        "rhel-10.0, x86_64, azure-rhui, mime_type, application/x-vhd",
        "rhel-9.6, x86_64, azure-rhui, mime_type, application/xz",
        "rhel-9.6, x86_64, tar, partition_type, ''",
        "rhel-9.6, x86_64, gce, partition_type, gpt",
        "rhel-9.6, s390x, qcow2, partition_type, dos",
        "rhel-9.2, x86_64, ami, boot_mode, legacy",
        "rhel-9.3, x86_64, ami, boot_mode, hybrid",
    })
    @DisplayName("labels, references and other facts of single images")
    void facts(String distribution, String architecture, String type, String member, String value) {
        assertThat(image(distribution, architecture, type).path(member).asString())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "ol-9, aarch64, azure-cvm, ''",
        "ol-10, aarch64, oci, ''",
        "ol-9, x86_64, qcow2, gpt",
        "ol-9.6, x86_64, qcow2, gpt",
    })
    @DisplayName("without knowing a partition table, an image can be described all the same")
    void unknown_partition_tables(String distribution, String architecture, String type, String partitioning) {
        JsonNode image = image(distribution, architecture, type);
        assertThat(image.path("partition_type").asString(null)).isEqualTo(partitioning);
        assertThat(image.has("base_partition_table")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fedora-46", "eln-11", "rhel-7.9", "rhel-8.4", "rhel-9.10", "centos-10", "ol-9"})
    void details_follow_the_description(String name) {
        assertThat(Requests.SCHEMAS.violation("DistributionDetails", details(name, List.of(), List.of()), ""))
                .isEmpty();
    }

    @Test
    void absent_facts_are_null_empty_or_left_out() {
        JsonNode container = image("centos-9", "x86_64", "container");
        assertThat(container.propertyNames())
                .doesNotContain("iso_label", "base_partition_table")
                .contains("aliases", "required_blueprint_options", "ostree_ref");
        assertThat(container.path("aliases").isNull()).isTrue();
        assertThat(container.path("required_blueprint_options").isNull()).isTrue();
        assertThat(container.path("ostree_ref").asString(null)).isEmpty();
        assertThat(container.path("default_size").asLong(-1)).isZero();
        JsonNode azure = image("centos-9", "x86_64", "azure");
        assertThat(azure.path("aliases").isArray()).isTrue();
        assertThat(azure.path("aliases")).isEmpty();
    }

    @Test
    void volumes_are_listed_below_their_partition() {
        JsonNode partitions = image("rhel-9.6", "x86_64", "azure-rhui").at("/base_partition_table/partitions");
        assertThat(partitions.at("/2/type").asString()).isEqualTo("lvm");
        assertThat(partitions.at("/2/logical_volumes/0/mountpoint").asString()).isEqualTo("/home");
        assertThat(partitions.path(0).has("type")).isFalse();
        JsonNode btrfs = image("fedora-44", "x86_64", "cloud-ec2").at("/base_partition_table/partitions/1");
        assertThat(btrfs.path("type").asString()).isEqualTo("btrfs");
        assertThat(btrfs.at("/subvolumes/1/name").asString()).isEqualTo("boot");
    }

    private static JsonNode image(String distribution, String architecture, String type) {
        JsonNode image = details(distribution, List.of(), List.of())
                .path("architectures")
                .path(architecture)
                .path("image_types")
                .path(type);
        assertThat(image.path("name").asString("")).isEqualTo(type);
        return image;
    }

    private static JsonNode details(String name, List<String> imageTypes, List<String> architectures) {
        Distribution distribution = CATALOGUE.find(name).orElseThrow();
        return JsonMapper.shared()
                .valueToTree(DistributionDetails.of(distribution, new DetailsFilter(imageTypes, architectures)));
    }
}
