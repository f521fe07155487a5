package org.imagebuilder.composer.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.imagebuilder.queue.spring.CannotStartException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private final Catalogue catalogue = new Catalogue(Map.of("rhel-9", "rhel-9.6"));

    @ParameterizedTest
    @CsvSource({
        "fedora-44, fedora-44",
        "fedora-99, fedora-99",
        "rhel-9.6, rhel-9.6",
        "rhel-96, rhel-9.6",
        "rhel-910, rhel-9.10",
        "rhel-810, rhel-8.10",
        "rhel-10.17, rhel-10.17",
        "rhel-7.4, rhel-7.4",
        "centos-9, centos-9",
        "almalinux_kitten-10, almalinux_kitten-10",
        "almalinux-9.42, almalinux-9.42",
        "rocky-8.11, rocky-8.11",
        "ol-9, ol-9",
        "ol-10.2, ol-10.2",
        "eln-12, eln-12",
        "rhel-9, rhel-9.6",
    })
    void every_release_of_a_known_line_is_known_under_its_proper_name(String name, String proper) {
        assertThat(catalogue.find(name)).map(Distribution::name).contains(proper);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fedora",
                "fedora-4",
                "fedora-044",
                "rhel-8",
                "rhel-10",
                "rhel-11.0",
                "rhel-9.100",
                "centos-7",
                "rocky-96",
                "debian-13",
                "Fedora-44",
                "fedora-44 ",
                "../fedora-44",
                "rhel-7.10"
            })
    void nothing_else_is_a_distribution(String name) {
        assertThat(catalogue.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rhel-9.1, LEGACY", // as 9.0 and 9.2
        "rhel-9.5, HYBRID", // as 9.4 and 9.6
        "rhel-9.99, HYBRID"
    })
    void an_unlisted_release_resembles_the_one_before_it(String name, BootMode ec2) {
        Distribution distribution = catalogue.find(name).orElseThrow();
        assertThat(distribution.imageType("x86_64", "ami"))
                .map(ImageType::bootMode)
                .contains(ec2);
    }

    @Test
    void a_release_without_predecessors_resembles_the_first_one() {
        assertThat(catalogue.find("rhel-7.2").orElseThrow().images())
                .isEqualTo(catalogue.find("rhel-7.9").orElseThrow().images());
    }

    @Test
    void confidential_images_exist_from_rhel_9_6_on() {
        assertThat(catalogue.find("rhel-9.5").orElseThrow().imageType("x86_64", "ec2-cvm"))
                .isEmpty();
        assertThat(catalogue.find("rhel-9.6").orElseThrow().imageType("x86_64", "ec2-cvm"))
                .isPresent();
    }

    @Test
    void an_option_covers_everything_below_it() {
        ImageType type = catalogue
                .find("fedora-44")
                .orElseThrow()
                .imageType("x86_64", "qcow2")
                .orElseThrow();
        assertThat(type.supports("packages")).isTrue();
        assertThat(type.supports("customizations.kernel.append")).isTrue();
        assertThat(type.supports("customizations.installation_device")).isFalse();
        assertThat(type.supports("customizations")).isFalse();
        assertThat(type.supportsPartOf("customizations")).isTrue();
        assertThat(type.supportsPartOf("customizations.kernel")).isFalse();
    }

    @Test
    void an_alias_must_lead_to_a_distribution_and_hide_none() {
        assertThatThrownBy(() -> new Catalogue(Map.of("latest", "fedora")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("latest");
        assertThatThrownBy(() -> new Catalogue(Map.of("rhel-9.6", "rhel-9.4")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("hides");
    }

    @Test
    void standard_names_leave_aliases_alone() {
        assertThat(catalogue.standardName("rhel-96")).isEqualTo("rhel-9.6");
        assertThat(catalogue.standardName("rhel-9")).isEqualTo("rhel-9");
    }

    @ParameterizedTest
    @DisplayName("C34 which security profiles a distribution has")
    @CsvSource({
        "fedora-43, 3",
        "fedora-99, 3",
        "eln-11, 18",
        "rhel-10.0, 18",
        "almalinux_kitten-10, 18",
        "centos-10, 18",
        "ol-10, 18",
        "rocky-10.2, 18",
        "rhel-9.0, 0",
        "rhel-9.1, 20",
        "rhel-9.10, 20",
        "almalinux-9.6, 20",
        "centos-9, 20",
        "ol-9, 20",
        "rhel-8.4, 0",
        "rhel-8.6, 0",
        "rhel-8.7, 16",
        "rhel-8.10, 16",
        "rocky-8.9, 16",
        "rhel-7.9, 0"
    })
    void security_profiles(String name, int profiles) {
        assertThat(limits(name).openScapProfiles()).hasSize(profiles);
    }

    @Test
    @DisplayName("C34 swap space can be made everywhere but on RHEL 8 and its likes on aarch64")
    void swap() {
        assertThat(limits("rhel-8.10").architecturesWithoutSwap()).containsExactly("aarch64");
        assertThat(limits("centos-8").architecturesWithoutSwap()).containsExactly("aarch64");
        assertThat(limits("rhel-9.6").architecturesWithoutSwap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rhel-9.6, edge-commit, true",
        "fedora-44, iot-raw-xz, true",
        "fedora-44, silverblue-installer, true",
        "fedora-44, generic-qcow2, false",
        "fedora-44, minimal-installer, false"
    })
    void image_types_of_ostree_commits(String name, String type, boolean osTree) {
        Distribution distribution = catalogue.find(name).orElseThrow();
        assertThat(distribution
                        .limits()
                        .isOsTree(distribution.imageType("x86_64", type).orElseThrow()))
                .isEqualTo(osTree);
    }

    private Limits limits(String name) {
        return catalogue.find(name).orElseThrow().limits();
    }
}
