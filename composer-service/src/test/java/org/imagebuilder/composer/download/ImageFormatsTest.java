package org.imagebuilder.composer.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFormatsTest {

    @ParameterizedTest
    @CsvSource({
        "disk.qcow2, application/x-qemu-disk",
        "disk.vhd, application/x-vhd",
        "disk.vhd.xz, application/xz",
        "DISK.ISO, application/x-iso9660-image",
        "image.raw, application/octet-stream",
        "image.html, application/octet-stream",
        "image, application/octet-stream",
        "image., application/octet-stream"
    })
    void the_extension_tells_the_content_type(String filename, String type) {
        assertThat(ImageFormats.contentType(filename)).isEqualTo(type);
    }
}
