package org.imagebuilder.artifacts.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.bucket.Keys.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final String ID = "0193f2c4-8a1e-7c3b-9d52-6a1f0e4b7c21";
    private static final UUID JOB = UUID.fromString(ID);
    private static final Attempt ATTEMPT = new Attempt(JOB, 3);

    private final Keys keys = new Keys("images/");

    @ParameterizedTest
    @CsvSource({
        "disk.qcow2, disk.qcow2",
        "a b+c, a%20b%2Bc",
        "Größe, Gr%C3%B6%C3%9Fe",
        "%2F, %252F",
        "a*~'b, a%2A%7E%27b",
        "\uD83D\uDCBF, %F0%9F%92%BF"
    })
    void names_become_ascii(String name, String encoded) {
        assertThat(keys.of(ATTEMPT, new ArtifactName(name))).isEqualTo("images/" + ID + "/3/" + encoded);
    }

    @Test
    void the_longest_name_fits() {
        Keys longest = new Keys("p".repeat(127) + "/");
        String key = longest.of(new Attempt(JOB, 999_999_999), new ArtifactName("ü".repeat(127)));
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void no_file_has_the_key_of_the_mark() {
        assertThat(ArtifactName.read(".published")).isEmpty();
        assertThat(Keys.isMark(keys.mark(ATTEMPT))).isTrue();
        assertThat(Keys.isMark(keys.of(ATTEMPT, new ArtifactName("published")))).isFalse();
        assertThat(Keys.isMark(keys.of(ATTEMPT, new ArtifactName("x.published"))))
                .isFalse();
    }

    @Test
    void keys_can_be_read_again() {
        assertThat(keys.read(keys.of(ATTEMPT, new ArtifactName("disk.img")))).contains(new Place(JOB, ATTEMPT));
        assertThat(keys.read(keys.mark(ATTEMPT))).contains(new Place(JOB, ATTEMPT));
        assertThat(keys.read("images/" + ID + "/0/x")).contains(new Place(JOB, null));
        assertThat(keys.read("images/" + ID + "/x\ny")).contains(new Place(JOB, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images/",
                ID + "/1/disk.img",
                "images/" + ID,
                "images/x" + ID + "/1/disk.img",
                "images/1-1-1-1-1/1/disk.img",
                "images/0193F2C4-8A1E-7C3B-9D52-6A1F0E4B7C21/1/disk.img",
                "images/lost+found/1/x"
            })
    void others_are_nobodys(String key) {
        assertThat(keys.read(key)).isEmpty();
    }
}
