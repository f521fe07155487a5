package org.imagebuilder.composer.blueprint.fitting;

import java.util.Optional;
import org.imagebuilder.composer.blueprint.AbsolutePath;
import org.imagebuilder.composer.blueprint.disk.PartitionKind;
import tools.jackson.databind.JsonNode;

/** File systems and disks: what can be mounted where, and which layouts can be made. */
final class StorageRule implements Rule {

    private static final String FILESYSTEM = "customizations.filesystem";
    private static final String DISK = "customizations.disk";
    private static final String PARTITIONS = DISK + ".partitions";

    @Override
    public void check(JsonNode customizations, Image image, Findings findings) {
        JsonNode filesystems = customizations.path("filesystem");
        findings.require(
                filesystems.isEmpty() || !customizations.has("disk"), DISK, "filesystem and disk exclude each other");
        for (int i = 0; i < filesystems.size(); i++) {
            String mountpoint = filesystems.get(i).path("mountpoint").asString("");
            Optional<String> problem =
                    AbsolutePath.problem(mountpoint).or(() -> PathPolicies.MOUNT_POINTS.problem(mountpoint));
            if (problem.isPresent()) {
                findings.add(FILESYSTEM, i, problem.get());
            }
        }
        checkPartitions(customizations.at("/disk/partitions"), image, findings);
    }

    private static void checkPartitions(JsonNode partitions, Image image, Findings findings) {
        int groups = 0;
        int volumes = 0;
        for (int i = 0; i < partitions.size(); i++) {
            JsonNode partition = partitions.get(i);
            switch (PartitionKind.of(partition)) {
                case PLAIN -> checkContent(partition, i, image, findings);
                case LVM -> {
                    groups++;
                    for (JsonNode volume : partition.path("logical_volumes")) {
                        checkContent(volume, i, image, findings);
                    }
                }
                case BTRFS -> {
                    volumes++;
                    for (JsonNode subvolume : partition.path("subvolumes")) {
                        checkContent(subvolume, i, image, findings);
                    }
                }
            }
        }
        findings.require(groups <= 1, PARTITIONS, "a disk can have one LVM volume group only");
        findings.require(volumes <= 1, PARTITIONS, "a disk can have one btrfs volume only");
        findings.require(groups == 0 || volumes == 0, PARTITIONS, "LVM and btrfs exclude each other");
    }

    private static void checkContent(JsonNode content, int partition, Image image, Findings findings) {
        String mountpoint = content.path("mountpoint").asString("");
        if (!mountpoint.isEmpty()) {
            PathPolicies.MOUNT_POINTS
                    .problem(mountpoint)
                    .ifPresent(problem -> findings.add(PARTITIONS, partition, problem));
        }
        boolean swap = content.path("fs_type").asString("").equals("swap");
        if (swap && image.distribution().limits().architecturesWithoutSwap().contains(image.architecture())) {
            findings.add(
                    PARTITIONS,
                    partition,
                    image.distribution().name() + " cannot have swap space on " + image.architecture());
        }
    }
}
