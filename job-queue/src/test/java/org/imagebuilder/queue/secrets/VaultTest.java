package org.imagebuilder.queue.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final UUID ROW = UUID.randomUUID();
    private static final RawJson SMALL = RawJson.of("{\"password\":\"geheim\"}");

    private final Vault vault = QueueFixture.vault("k1");

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                100,
                Compression.CHUNK - 1,
                Compression.CHUNK,
                Compression.CHUNK + 1,
                3 * Compression.CHUNK,
                5_000_000
            })
    void what_goes_in_comes_out(int length) {
        byte[] random = new byte[length];
        new Random(length).nextBytes(random);
        byte[] monotonous = new byte[length];
        Arrays.fill(monotonous, (byte) '7');
        byte[] half = random.clone();
        Arrays.fill(half, 0, length * 2 / 3, (byte) 'x');

        for (byte[] content : new byte[][] {random, monotonous, half}) {
            Sealed sealed = vault.seal(Column.RESULT, ROW, RawJson.in(content, 0, length));
            byte[] stored = sealed.content().bytes();
            assertThat(stored).hasSize(sealed.content().getLength());
            assertThat(vault.open(Column.RESULT, ROW, sealed.key(), stored)).isEqualTo(RawJson.in(content, 0, length));
        }
    }

    @Test
    void what_compresses_well_is_stored_small_and_the_rest_in_place() {
        byte[] content =
                "osbuild says the same again and again\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(vault.seal(Column.RESULT, ROW, RawJson.in(content, 0, content.length))
                        .content()
                        .bytes())
                .hasSizeLessThan(content.length / 20);

        new Random(1).nextBytes(content);
        Sealed sealed = vault.seal(Column.RESULT, ROW, RawJson.in(content, 0, content.length));
        byte[] stored = sealed.content().bytes();
        assertThat(vault.open(Column.RESULT, ROW, sealed.key(), stored).array()).isSameAs(stored);
    }

    @Test
    void the_same_is_never_encrypted_to_the_same() {
        assertThat(vault.seal(Column.ARGUMENTS, ROW, SMALL).content().bytes())
                .isNotEqualTo(vault.seal(Column.ARGUMENTS, ROW, SMALL).content().bytes());
        UUID token = UUID.randomUUID();
        assertThat(vault.sealReport(token, SMALL, SMALL).result().bytes())
                .isNotEqualTo(vault.sealReport(token, SMALL, SMALL).result().bytes());
    }

    @Test
    void every_changed_byte_is_noticed() {
        Sealed sealed = vault.seal(Column.ARGUMENTS, ROW, SMALL);
        byte[] content = sealed.content().bytes();
        for (int i = 0; i < content.length; i++) {
            byte[] changed = content.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open(Column.ARGUMENTS, ROW, sealed.key(), changed))
                    .isInstanceOf(UnreadablePayloadException.class)
                    .hasMessageContaining("job_payload.arguments of " + ROW);
        }
        for (int i = 0; i < sealed.key().length; i++) {
            byte[] changed = sealed.key().clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open(Column.ARGUMENTS, ROW, changed, content.clone()))
                    .isInstanceOf(UnreadablePayloadException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_part_can_be_left_out_added_or_moved(boolean compressible) {
        byte[] content = new byte[3 * Compression.CHUNK];
        if (!compressible) {
            new Random(1).nextBytes(content);
        }
        Sealed sealed = vault.seal(Column.RESULT, ROW, RawJson.in(content, 0, content.length));
        byte[] stored = sealed.content().bytes();
        int frame = (stored.length - SealedContent.HEADER) / 3;

        byte[] shorter = Arrays.copyOf(stored, stored.length - frame);
        byte[] longer = Arrays.copyOf(stored, stored.length + frame);
        System.arraycopy(stored, stored.length - frame, longer, stored.length, frame);
        byte[] swapped = stored.clone();
        System.arraycopy(stored, SealedContent.HEADER, swapped, SealedContent.HEADER + frame, frame);
        System.arraycopy(stored, SealedContent.HEADER + frame, swapped, SealedContent.HEADER, frame);
        for (byte[] changed : new byte[][] {shorter, longer, swapped, Arrays.copyOf(stored, 10), new byte[0]}) {
            assertThatThrownBy(() -> vault.open(Column.RESULT, ROW, sealed.key(), changed))
                    .isInstanceOf(UnreadablePayloadException.class);
        }
    }

    @Test
    void nothing_can_be_read_in_another_place() {
        Sealed sealed = vault.seal(Column.ARGUMENTS, ROW, SMALL);
        assertThatThrownBy(() -> vault.open(
                        Column.ARGUMENTS,
                        UUID.randomUUID(),
                        sealed.key(),
                        sealed.content().bytes()))
                .isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> vault.open(
                        Column.REQUEST, ROW, sealed.key(), sealed.content().bytes()))
                .isInstanceOf(UnreadablePayloadException.class);
        SealedReport report = vault.seal(ROW, SMALL, SMALL);
        assertThatThrownBy(() -> vault.open(
                        Column.RESULT, ROW, report.key(), report.digest().bytes()))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    void a_missing_key_is_named_and_a_wrong_one_is_noticed() {
        Sealed sealed = vault.seal(Column.ARGUMENTS, ROW, SMALL);
        assertThatThrownBy(() -> QueueFixture.vault("k2")
                        .open(
                                Column.ARGUMENTS,
                                ROW,
                                sealed.key(),
                                sealed.content().bytes()))
                .hasMessageContaining("the key k1, which is not given")
                .matches(e -> ((UnreadablePayloadException) e).isKeyMissing());
        Vault wrong = new Vault(KeyRing.of(List.of("k1:" + "B".repeat(43) + "=")));
        assertThatThrownBy(() -> wrong.open(
                        Column.ARGUMENTS, ROW, sealed.key(), sealed.content().bytes()))
                .isInstanceOf(UnreadablePayloadException.class)
                .matches(e -> !((UnreadablePayloadException) e).isKeyMissing());
    }

    @Test
    void what_a_token_encrypts_its_job_decrypts() {
        UUID token = UUID.randomUUID();
        byte[] key = vault.reportKey(ROW, token).orElseThrow();
        SealedReport report = vault.sealReport(token, SMALL, RawJson.of("{}"));
        assertThat(vault.open(Column.RESULT, ROW, key, report.result().bytes())).isEqualTo(SMALL);
        assertThat(vault.open(Column.DIGEST, ROW, key, report.digest().bytes())).isEqualTo(RawJson.of("{}"));
        assertThatThrownBy(() -> vault.open(
                        Column.RESULT,
                        ROW,
                        vault.reportKey(ROW, UUID.randomUUID()).orElseThrow(),
                        report.result().bytes()))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    void a_data_key_moves_to_another_key_and_its_content_stays() {
        Sealed sealed = vault.seal(Column.REQUEST, ROW, SMALL);
        byte[] moved = QueueFixture.vault("k2", "k1")
                .underActive(Column.REQUEST, ROW, sealed.key())
                .orElseThrow();
        assertThat(QueueFixture.vault("k2")
                        .open(Column.REQUEST, ROW, moved, sealed.content().bytes()))
                .isEqualTo(SMALL);
        assertThat(vault.underActive(Column.REQUEST, ROW, sealed.key())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc                                             | key 1 does not begin with an id
            a b:AAAA                                        | key 1 does not begin with an id
            k:geheim                                        | key k is not 32 bytes
            k:Z2VoZWlt                                      | key k is not 32 bytes
            """)
    void a_key_that_is_none_is_refused_without_being_shown(String line, String message) {
        assertThatThrownBy(() -> KeyRing.of(List.of("", "# keys", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("geheim", "Z2Vo");
    }
}
