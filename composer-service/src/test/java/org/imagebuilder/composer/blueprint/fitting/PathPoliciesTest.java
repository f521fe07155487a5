package org.imagebuilder.composer.blueprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPoliciesTest {

    private static final Map<String, PathPolicy> POLICIES = Map.of(
            "mount points", PathPolicies.MOUNT_POINTS,
            "directories", PathPolicies.DIRECTORIES,
            "files", PathPolicies.FILES,
            "ostree directories", PathPolicies.OSTREE_DIRECTORIES,
            "ostree files", PathPolicies.OSTREE_FILES);

    @ParameterizedTest
    @DisplayName("C34 where something may be: the deepest folder that has a verdict decides")
    @CsvSource({
        "mount points, / /usr /home /var /var/log /var/runner /boot /boot/efi /opt /etcetera /tmp /srv",
        "directories, /etc /etc/x /usr/local /usr/local/share /var /var/lib /opt /home /root /srv /bootx",
        "files, /etc/x /etc/fstab.d /etc/passwd- /usr/local/bin/x /var/x /opt/x /root/x /home/x",
        "ostree directories, /etc /etc/x/y",
        "ostree files, /etc/x /root/x /usr/local/bin/x /usr/local/sbin/x"
    })
    void allowed(String policy, String paths) {
        for (String path : paths.split(" ", -1)) {
            assertThat(policy(policy).problem(path)).as(path).isEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("C34 where nothing may be")
    @CsvSource({
        "mount points, /etc /etc/x /sys /proc /dev /dev/shm /run /bin /sbin /lib /lib64 /lost+found /sysroot /var/run /var/run/x"
                + " /var/lock /usr/local /usr/lib",
        "directories, /bin /boot /boot/x /dev /efi /lib /lib64 /lost+found /proc /run /sbin /sys /sysroot /tmp /tmp/x"
                + " /usr /usr/share /usr/locals /var/run /var/tmp",
        "files, /bin/x /boot/x /dev/x /efi/x /lib/x /lib64/x /lost+found/x /proc/x /run/x /sbin/x /sys/x /sysroot/x /tmp/x"
                + " /usr/x /var/run/x /var/tmp/x /etc/fstab /etc/group /etc/passwd /etc/shadow",
        "ostree directories, /root /usr/local/bin /var /opt /home /etcetera",
        "ostree files, /x /var/x /usr/local/x /usr/local/lib/x /home/x /etc/fstab /etc/shadow /etc/passwd /etc/group"
    })
    void denied(String policy, String paths) {
        for (String path : paths.split(" ", -1)) {
            assertThat(policy(policy).problem(path)).as(path).isPresent();
        }
    }

    private static PathPolicy policy(String name) {
        return Objects.requireNonNull(POLICIES.get(name));
    }
}
