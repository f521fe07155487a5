package org.imagebuilder.composer.blueprint.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.blueprint.conversion.Convert;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DiskLayoutTest {

    @ParameterizedTest
    @DisplayName("C12 layouts as workers read them: with every size, and without members of other kinds of partitions")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"partitions":[]} | {}
            {"type":"gpt","minsize":"20 GiB","partitions":[{"type":"plain","fs_type":"xfs","label":"l","minsize":"1 GiB","mountpoint":"/data","part_type":"0FC63DAF-8483-4772-8E79-3D69D8477DE4"}]} | {"type":"gpt","minsize":21474836480,"partitions":[{"type":"plain","fs_type":"xfs","label":"l","minsize":1073741824,"mountpoint":"/data","part_type":"0FC63DAF-8483-4772-8E79-3D69D8477DE4"}]}
            {"type":"dos","partitions":[{"fs_type":"ext4","mountpoint":"/","part_type":"83"},{"fs_type":"swap"}]} | {"type":"dos","partitions":[{"fs_type":"ext4","mountpoint":"/","part_type":"83","minsize":0},{"fs_type":"swap","minsize":0}]}
            {"partitions":[{"fs_type":"xfs","mountpoint":"/boot"},{"fs_type":"vfat","mountpoint":"/boot/efi","part_type":"ef"},{"fs_type":"swap","mountpoint":"","label":"","part_type":""}]} | {"partitions":[{"fs_type":"xfs","mountpoint":"/boot","minsize":0},{"fs_type":"vfat","mountpoint":"/boot/efi","part_type":"ef","minsize":0},{"fs_type":"swap","minsize":0}]}
            {"partitions":[{"type":"lvm","name":"vg","minsize":"10 GB","fs_type":"xfs","logical_volumes":[{"name":"lv","fs_type":"ext4","minsize":"2 GiB","mountpoint":"/var","label":"v","surprise":1},{"fs_type":"swap"},{"fs_type":"xfs","mountpoint":"/"}]}]} | {"partitions":[{"type":"lvm","name":"vg","minsize":10000000000,"logical_volumes":[{"name":"lv","fs_type":"ext4","minsize":2147483648,"mountpoint":"/var","label":"v"},{"fs_type":"swap","minsize":0},{"fs_type":"xfs","mountpoint":"/","minsize":0}]}]}
            {"partitions":[{"type":"btrfs","minsize":"1024","name":"n","subvolumes":[{"name":"root","mountpoint":"/"},{"name":"boot","mountpoint":"/boot"}]}]} | {"partitions":[{"type":"btrfs","minsize":1024,"subvolumes":[{"name":"root","mountpoint":"/"},{"name":"boot","mountpoint":"/boot"}]}]}
            {"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"xfs","mountpoint":"/a"}]},{"type":"lvm","logical_volumes":[{"fs_type":"xfs","mountpoint":"/b"}]}]} | {"partitions":[{"type":"lvm","minsize":0,"logical_volumes":[{"fs_type":"xfs","mountpoint":"/a","minsize":0}]},{"type":"lvm","minsize":0,"logical_volumes":[{"fs_type":"xfs","mountpoint":"/b","minsize":0}]}]}
            """)
    void layouts(String requested, String expected) {
        assertThat(convert(requested)).isEqualTo(Convert.json(expected));
    }

    @ParameterizedTest
    @DisplayName("C12 each rule that a layout can break is error 35, with a pointer to where it does")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"dos","partitions":[{"fs_type":"xfs","mountpoint":"/a"},{"fs_type":"xfs","mountpoint":"/b"},{"fs_type":"xfs","mountpoint":"/c"},{"fs_type":"xfs","mountpoint":"/d"},{"fs_type":"swap"}]} | /partitions: a dos partition table has at most 4
            {"minsize":"1 gb","partitions":[]} | /minsize: not a size
            {"partitions":[{"fs_type":"swap","minsize":""}]} | /partitions/0/minsize: not a size
            {"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"swap","minsize":"-1"}]}]} | /partitions/0/logical_volumes/0/minsize: not a size
            {"partitions":[{"type":"btrfs","minsize":"x","subvolumes":[{"name":"n","mountpoint":"/"}]}]} | /partitions/0/minsize: not a size
            {"type":"gpt","partitions":[{"fs_type":"swap","part_type":"83"}]} | /partitions/0/part_type: must be a UUID
            {"type":"dos","partitions":[{"fs_type":"swap","part_type":"0FC63DAF-8483-4772-8E79-3D69D8477DE4"}]} | /partitions/0/part_type: must be two hex digits
            {"partitions":[{"fs_type":"swap","part_type":"8"}]} | /partitions/0/part_type: must be a UUID or two hex digits
            {"partitions":[{"type":"btrfs","part_type":"xyz","subvolumes":[{"name":"n","mountpoint":"/"}]}]} | /partitions/0/part_type: must be a UUID or two hex digits
            {"partitions":[{"fs_type":"swap","mountpoint":"/swap"}]} | /partitions/0/mountpoint: swap space is not mounted
            {"partitions":[{"fs_type":"xfs"}]} | /partitions/0/mountpoint: must not be empty
            {"partitions":[{"fs_type":"xfs","mountpoint":"var"}]} | /partitions/0/mountpoint: must be an absolute path
            {"partitions":[{"fs_type":"xfs","mountpoint":"/var/"}]} | /partitions/0/mountpoint: must not end with a slash
            {"partitions":[{"fs_type":"xfs","mountpoint":"/a/../b"}]} | /partitions/0/mountpoint: must have no empty parts
            {"partitions":[{"fs_type":"xfs","mountpoint":"/a"},{"fs_type":"xfs","mountpoint":"/a"}]} | /partitions/1/mountpoint: something else is mounted at /a
            {"partitions":[{"fs_type":"xfs","mountpoint":"/a"},{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/a"}]}]} | /partitions/1/subvolumes/0/mountpoint: something else is mounted at /a
            {"partitions":[{"fs_type":"vfat","mountpoint":"/boot"}]} | /partitions/0/fs_type: /boot must be xfs or ext4
            {"partitions":[{"fs_type":"ext4","mountpoint":"/boot/efi"}]} | /partitions/0/fs_type: /boot/efi must be vfat
            {"partitions":[{"type":"lvm","name":"g","logical_volumes":[]},{"type":"lvm","name":"g","logical_volumes":[]}]} | /partitions/1/name: another volume group is called g
            {"partitions":[{"type":"lvm","label":"l","logical_volumes":[]}]} | /partitions/0/label: a volume group has none
            {"partitions":[{"type":"lvm","subvolumes":[],"logical_volumes":[]}]} | /partitions/0/subvolumes: a volume group has none
            {"partitions":[{"type":"lvm","logical_volumes":[{"name":"v","fs_type":"xfs","mountpoint":"/a"},{"name":"v","fs_type":"swap"}]}]} | /partitions/0/logical_volumes/1/name: another volume is called v
            {"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"swap","mountpoint":"/s"}]}]} | /partitions/0/logical_volumes/0/mountpoint: swap space is not mounted
            {"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"swap"},{"fs_type":"xfs","mountpoint":"relative"}]}]} | /partitions/0/logical_volumes/1/mountpoint: must be an absolute path
            {"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"xfs","mountpoint":"/boot"}]}]} | /partitions/0/logical_volumes/0/mountpoint: /boot cannot be a logical volume
            {"partitions":[{"type":"lvm","logical_volumes":[{"fs_type":"vfat","mountpoint":"/boot/efi"}]}]} | /partitions/0/logical_volumes/0/mountpoint: /boot/efi cannot be a logical volume
            {"partitions":[{"type":"btrfs","mountpoint":"/","subvolumes":[{"name":"n","mountpoint":"/a"}]}]} | /partitions/0/mountpoint: a btrfs volume is not mounted
            {"partitions":[{"type":"btrfs","logical_volumes":[],"subvolumes":[{"name":"n","mountpoint":"/a"}]}]} | /partitions/0/logical_volumes: a btrfs volume has none
            {"partitions":[{"type":"btrfs","subvolumes":[]}]} | /partitions/0/subvolumes: a btrfs volume needs a subvolume
            {"partitions":[{"type":"btrfs","subvolumes":[{"name":"","mountpoint":"/a"}]}]} | /partitions/0/subvolumes/0/name: must not be empty
            {"partitions":[{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/a"},{"name":"n","mountpoint":"/b"}]}]} | /partitions/0/subvolumes/1/name: another subvolume is called n
            {"partitions":[{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":""}]}]} | /partitions/0/subvolumes/0/mountpoint: must not be empty
            {"partitions":[{"type":"btrfs","subvolumes":[{"name":"n","mountpoint":"/boot/efi"}]}]} | /partitions/0/subvolumes/0/mountpoint: /boot/efi cannot be a subvolume
            """)
    void broken_rules(String requested, String problem) {
        assertThat(refused(requested)).startsWith("35: #/customizations/disk" + problem);
    }

    @Test
    @DisplayName("C12 all that is wrong with a layout is told at once")
    void everything_at_once() {
        assertThat(
                        refused(
                                "{\"minsize\":\"?\",\"partitions\":[{\"fs_type\":\"xfs\"},{\"type\":\"btrfs\",\"subvolumes\":[]}]}"))
                .contains("/disk/minsize", "/partitions/0/mountpoint", "/partitions/1/subvolumes");
    }

    @ParameterizedTest
    @DisplayName("C12 partitions of no kind, or of two, are against the schema")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}
            {"mountpoint":"/a"}
            {"type":"zfs","fs_type":"xfs","mountpoint":"/a"}
            {"fs_type":"zfs","mountpoint":"/a"}
            {"type":"lvm"}
            {"subvolumes":[]}
            """)
    void no_partitions(String partition) {
        assertThat(refused("{\"partitions\":[" + partition + "]}")).startsWith("30: #/customizations/disk");
    }

    private static JsonNode convert(String disk) {
        return Convert.customizations("{\"disk\":" + disk + "}").at("/customizations/disk");
    }

    private static String refused(String disk) {
        return Requests.told(catchThrowableOfType(ApiException.class, () -> convert(disk)));
    }
}
