package org.imagebuilder.composer.catalogue;

/** How an image starts. */
public enum BootMode {
    NONE,
    LEGACY,
    UEFI,
    HYBRID
}
