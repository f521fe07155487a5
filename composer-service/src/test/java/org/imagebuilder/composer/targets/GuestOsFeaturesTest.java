package org.imagebuilder.composer.targets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestOsFeaturesTest {

    @ParameterizedTest
    @CsvSource({
        "rhel-8.10, 8, IDPF",
        "centos-8, 8, IDPF",
        "rhel-9.0, 4, GVNIC",
        "rhel-9.1, 5, SEV_SNP_CAPABLE",
        "rhel-9.2, 6, SEV_LIVE_MIGRATABLE_V2",
        "rhel-9.5, 6, SEV_LIVE_MIGRATABLE_V2",
        "rhel-9.6, 9, TDX_CAPABLE",
        "rhel-9.10, 9, TDX_CAPABLE",
        "centos-9, 9, TDX_CAPABLE",
        "rhel-10.0, 9, TDX_CAPABLE",
        "centos-10, 9, TDX_CAPABLE",
    })
    void later_releases_can_do_more(String distribution, int features, String last) {
        assertThat(GuestOsFeatures.of(distribution)).hasSize(features).last().isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"fedora-44", "almalinux-9.6", "rhel-7.9"})
    void nothing_is_assumed_of_other_systems(String distribution) {
        assertThat(GuestOsFeatures.of(distribution)).isEmpty();
    }
}
