package org.imagebuilder.composer.blueprint.disk;

import java.util.OptionalLong;
import org.imagebuilder.composer.blueprint.shapes.Members;
import org.imagebuilder.composer.blueprint.shapes.Shape;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.errors.Problems;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A disk with partitions. Workers want a size of each partition and logical volume, if only 0, and refuse members that
 * belong to another kind of partition.
 */
public final class DiskLayout implements Shape {

    private static final JsonNode NO_SIZE = LongNode.valueOf(0);

    @Override
    public ObjectNode convert(JsonNode disk, String at) {
        Problems problems = new Problems();
        ObjectNode converted = disk(problems).convert(disk, at);
        new DiskRules(problems).check(disk, at);
        problems.raise(ComposerError.INVALID_CUSTOMIZATION);
        return converted;
    }

    private static Members disk(Problems problems) {
        Shape size = size(problems);
        Members plain = partition(size)
                .and("mountpoint", Shape.text())
                .and("label", Shape.text())
                .and("fs_type");
        Members volume = Members.of()
                .and("name", Shape.text())
                .and("fs_type")
                .orElse("minsize", size, NO_SIZE)
                .and("mountpoint", Shape.text())
                .and("label", Shape.text());
        Members lvm = partition(size).and("name", Shape.text()).and("logical_volumes", Shape.each(volume));
        Members btrfs = partition(size).and("subvolumes", Shape.each(Members.of("name", "mountpoint")));
        Shape any = (partition, at) -> switch (PartitionKind.of(partition)) {
            case PLAIN -> plain.convert(partition, at);
            case LVM -> lvm.convert(partition, at);
            case BTRFS -> btrfs.convert(partition, at);
        };
        return Members.of("type").and("minsize", size).and("partitions", Shape.each(any));
    }

    private static Members partition(Shape size) {
        return Members.of("type").orElse("minsize", size, NO_SIZE).and("part_type", Shape.text());
    }

    /** A size as text becomes bytes. */
    private static Shape size(Problems problems) {
        return (text, at) -> {
            OptionalLong bytes = DataSize.parse(text.stringValue());
            if (bytes.isEmpty()) {
                problems.add(at, DataSize.PROBLEM);
            }
            return LongNode.valueOf(bytes.orElse(0));
        };
    }
}
