package org.imagebuilder.composer.targets;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Google Compute Engine may assume of a system. */
final class GuestOsFeatures {

    private static final Pattern RHEL_9_BEFORE_6 = Pattern.compile("rhel-9\\.[0-5]");

    private static final List<String> BASIC = List.of("UEFI_COMPATIBLE", "VIRTIO_SCSI_MULTIQUEUE", "SEV_CAPABLE");
    private static final List<String> RHEL_8 = List.of(
            "UEFI_COMPATIBLE",
            "VIRTIO_SCSI_MULTIQUEUE",
            "SEV_CAPABLE",
            "SEV_SNP_CAPABLE",
            "SEV_LIVE_MIGRATABLE",
            "SEV_LIVE_MIGRATABLE_V2",
            "GVNIC",
            "IDPF");

    private GuestOsFeatures() {}

    static List<String> of(String distribution) {
        if (RHEL_9_BEFORE_6.matcher(distribution).matches()) {
            return earlyRhel9(distribution.charAt(distribution.length() - 1) - '0');
        }
        return switch (line(distribution)) {
            case "rhel-8", "centos-8" -> RHEL_8;
            case "rhel-9", "centos-9", "rhel-10", "centos-10" -> with(RHEL_8, "TDX_CAPABLE");
            default -> List.of();
        };
    }

    private static List<String> earlyRhel9(int minor) {
        return switch (minor) {
            case 0 -> with(BASIC, "GVNIC");
            case 1 -> with(BASIC, "GVNIC", "SEV_SNP_CAPABLE");
            default -> with(BASIC, "GVNIC", "SEV_SNP_CAPABLE", "SEV_LIVE_MIGRATABLE_V2");
        };
    }

    private static String line(String distribution) {
        int dot = distribution.indexOf('.');
        return dot < 0 ? distribution : distribution.substring(0, dot);
    }

    private static List<String> with(List<String> features, String... more) {
        return Stream.concat(features.stream(), Stream.of(more)).toList();
    }
}
