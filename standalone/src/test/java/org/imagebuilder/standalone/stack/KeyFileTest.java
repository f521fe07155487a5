package org.imagebuilder.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.imagebuilder.queue.secrets.KeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @Test
    void a_folder_gets_one_key_for_its_owner_only_and_keeps_it(@TempDir Path data) throws Exception {
        Path file = KeyFile.in(data);
        String key = Files.readString(file);

        assertThat(KeyRing.of(Files.readAllLines(file))).hasToString("[first]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFile.in(data)).hasContent(key.strip());
        assertThat(data).isDirectoryNotContaining(other -> !other.equals(file));
    }
}
