package org.imagebuilder.composer.blueprint.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where file systems may be mounted, and files and directories may be. */
final class PathPolicies {

    // Those that the system makes itself when it runs, those that are links, and those that belong to the root.
    static final PathPolicy MOUNT_POINTS = PathPolicy.builder()
            .denied(
                    "/etc",
                    "/sys",
                    "/proc",
                    "/dev",
                    "/run",
                    "/bin",
                    "/sbin",
                    "/lib",
                    "/lib64",
                    "/lost+found",
                    "/sysroot",
                    "/var/run",
                    "/var/lock")
            .alone("/usr")
            .build();

    private static final String[] OF_THE_SYSTEM = {
        "/bin",
        "/boot",
        "/dev",
        "/efi",
        "/lib",
        "/lib64",
        "/lost+found",
        "/proc",
        "/run",
        "/sbin",
        "/sys",
        "/sysroot",
        "/tmp",
        "/usr",
        "/var/run",
        "/var/tmp"
    };

    private static final String[] OF_THE_ACCOUNTS = {"/etc/fstab", "/etc/group", "/etc/passwd", "/etc/shadow"};

    static final PathPolicy DIRECTORIES =
            PathPolicy.builder().denied(OF_THE_SYSTEM).allowed("/usr/local").build();

    static final PathPolicy FILES = PathPolicy.builder()
            .denied(both(OF_THE_SYSTEM, OF_THE_ACCOUNTS))
            .allowed("/usr/local")
            .build();

    // Everything else of such a system is either the commit's, or linked to somewhere else.
    static final PathPolicy OSTREE_DIRECTORIES =
            PathPolicy.builder().denied("/").allowed("/etc").build();

    static final PathPolicy OSTREE_FILES = PathPolicy.builder()
            .denied(both(new String[] {"/"}, OF_THE_ACCOUNTS))
            .allowed("/etc", "/root", "/usr/local/bin", "/usr/local/sbin")
            .build();

    private PathPolicies() {}

    private static String[] both(String[] some, String[] others) {
        List<String> all = new ArrayList<>(Arrays.asList(some));
        all.addAll(Arrays.asList(others));
        return all.toArray(String[]::new);
    }
}
