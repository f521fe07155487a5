package org.imagebuilder.composer.blueprint.disk;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imagebuilder.composer.blueprint.AbsolutePath;
import org.imagebuilder.composer.errors.Problems;
import org.imagebuilder.http.requests.UuidText;
import tools.jackson.databind.JsonNode;

/** What holds for every layout of a disk, whatever the image. Goes through one disk of a request. */
final class DiskRules {

    private static final int MOST_DOS_PARTITIONS = 4;
    private static final Pattern DOS_TYPE = Pattern.compile("[0-9a-fA-F]{2}");
    private static final String BOOT = "/boot";
    private static final String EFI = "/boot/efi";

    private final Problems problems;
    private final Set<String> mountpoints = new HashSet<>();
    private final Set<String> groups = new HashSet<>();

    DiskRules(Problems problems) {
        this.problems = problems;
    }

    void check(JsonNode disk, String at) {
        String table = disk.path("type").asString("");
        JsonNode partitions = disk.path("partitions");
        if (table.equals("dos") && partitions.size() > MOST_DOS_PARTITIONS) {
            problems.add(at + "/partitions", "a dos partition table has at most " + MOST_DOS_PARTITIONS);
        }
        for (int i = 0; i < partitions.size(); i++) {
            JsonNode partition = partitions.get(i);
            String where = at + "/partitions/" + i;
            checkType(partition.path("part_type").asString(""), table, where + "/part_type");
            switch (PartitionKind.of(partition)) {
                case PLAIN -> checkFilesystem(partition, where);
                case LVM -> checkGroup(partition, where);
                case BTRFS -> checkVolume(partition, where);
            }
        }
    }

    private void checkType(String type, String table, String at) {
        boolean uuid = UuidText.read(type).isPresent();
        boolean dos = DOS_TYPE.matcher(type).matches();
        switch (table) {
            case "gpt" -> require(type.isEmpty() || uuid, at, "must be a UUID on a gpt partition table");
            case "dos" -> require(type.isEmpty() || dos, at, "must be two hex digits on a dos partition table");
            default -> require(type.isEmpty() || uuid || dos, at, "must be a UUID or two hex digits");
        }
    }

    /** A plain partition or a logical volume, which hold the same. */
    private void checkFilesystem(JsonNode holder, String at) {
        String mountpoint = holder.path("mountpoint").asString("");
        if (isSwap(holder)) {
            require(mountpoint.isEmpty(), at + "/mountpoint", "swap space is not mounted");
            return;
        }
        checkMountpoint(mountpoint, at + "/mountpoint");
        String type = holder.path("fs_type").asString("");
        if (mountpoint.equals(BOOT)) {
            require(type.equals("xfs") || type.equals("ext4"), at + "/fs_type", BOOT + " must be xfs or ext4");
        } else if (mountpoint.equals(EFI)) {
            require(type.equals("vfat"), at + "/fs_type", EFI + " must be vfat");
        }
    }

    private static boolean isSwap(JsonNode holder) {
        return holder.path("fs_type").asString("").equals("swap");
    }

    private void checkGroup(JsonNode group, String at) {
        checkUnique(groups, group.path("name").asString(""), at + "/name", "another volume group is called ");
        refuse(group, at, "label", "a volume group has none");
        refuse(group, at, "subvolumes", "a volume group has none");
        Set<String> volumes = new HashSet<>();
        JsonNode logical = group.path("logical_volumes");
        for (int i = 0; i < logical.size(); i++) {
            JsonNode volume = logical.get(i);
            String where = at + "/logical_volumes/" + i;
            checkUnique(volumes, volume.path("name").asString(""), where + "/name", "another volume is called ");
            String mountpoint = volume.path("mountpoint").asString("");
            boolean early = mountpoint.equals(BOOT) || mountpoint.equals(EFI);
            require(!early || isSwap(volume), where + "/mountpoint", mountpoint + " cannot be a logical volume");
            checkFilesystem(volume, where);
        }
    }

    private void checkVolume(JsonNode volume, String at) {
        refuse(volume, at, "mountpoint", "a btrfs volume is not mounted, its subvolumes are");
        refuse(volume, at, "logical_volumes", "a btrfs volume has none");
        JsonNode subvolumes = volume.path("subvolumes");
        require(!subvolumes.isEmpty(), at + "/subvolumes", "a btrfs volume needs a subvolume");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < subvolumes.size(); i++) {
            String where = at + "/subvolumes/" + i;
            String name = subvolumes.get(i).path("name").asString("");
            String mountpoint = subvolumes.get(i).path("mountpoint").asString("");
            require(!name.isEmpty(), where + "/name", "must not be empty");
            checkUnique(names, name, where + "/name", "another subvolume is called ");
            require(!mountpoint.equals(EFI), where + "/mountpoint", EFI + " cannot be a subvolume");
            checkMountpoint(mountpoint, where + "/mountpoint");
        }
    }

    private void checkMountpoint(String mountpoint, String at) {
        Optional<String> problem = AbsolutePath.problem(mountpoint);
        problem.ifPresentOrElse(
                what -> problems.add(at, what),
                () -> checkUnique(mountpoints, mountpoint, at, "something else is mounted at "));
    }

    private void checkUnique(Set<String> taken, String name, String at, String problem) {
        require(name.isEmpty() || taken.add(name), at, problem + name);
    }

    private void refuse(JsonNode partition, String at, String member, String why) {
        require(!partition.has(member), at + "/" + member, why);
    }

    private void require(boolean condition, String at, String problem) {
        if (!condition) {
            problems.add(at, problem);
        }
    }
}
