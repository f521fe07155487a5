package org.imagebuilder.composer.blueprint.disk;

import tools.jackson.databind.JsonNode;

/** What a partition holds. */
public enum PartitionKind {
    /** One file system, or swap space. */
    PLAIN,
    /** A volume group. */
    LVM,
    /** A Btrfs volume. */
    BTRFS;

    /** The kind of a partition of a request or blueprint. */
    public static PartitionKind of(JsonNode partition) {
        return switch (partition.path("type").asString("plain")) {
            case "lvm" -> LVM;
            case "btrfs" -> BTRFS;
            default -> PLAIN;
        };
    }
}
