package org.imagebuilder.composer.download;

import java.util.Locale;
import java.util.Map;

/** Content types of images. Nothing that a browser would open is among them. */
final class ImageFormats {

    private static final String ANY = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.of(
            "gz", "application/gzip",
            "iso", "application/x-iso9660-image",
            "json", "application/json",
            "ova", "application/ovf",
            "qcow2", "application/x-qemu-disk",
            "tar", "application/x-tar",
            "vhd", "application/x-vhd",
            "vmdk", "application/x-vmdk",
            "wsl", "application/x-tar",
            "xz", "application/xz");

    private ImageFormats() {}

    static String contentType(String filename) {
        String extension = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, ANY);
    }
}
