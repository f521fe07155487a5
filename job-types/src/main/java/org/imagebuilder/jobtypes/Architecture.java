package org.imagebuilder.jobtypes;

import java.util.Arrays;
import java.util.Optional;

/** Machine architectures that images are built for, by the names a worker's operating system reports. */
public enum Architecture {
    X86_64("x86_64"),
    AARCH64("aarch64"),
    PPC64LE("ppc64le"),
    S390X("s390x"),
    RISCV64("riscv64");

    private final String wireName;

    Architecture(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Architecture> of(String wireName) {
        return Arrays.stream(values()).filter(a -> a.wireName.equals(wireName)).findFirst();
    }
}
