package org.imagebuilder.queue.secrets;

import java.security.GeneralSecurityException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Under which keys there may be something in the database. What is not encrypted counts as under a key without name. */
public final class KeyRegistry {

    private static final String PLAIN = "";

    private final JdbcClient database;
    private final KeyRing keys;

    public KeyRegistry(DataSource database, KeyRing keys) {
        this.database = JdbcClient.create(database);
        this.keys = keys;
    }

    /** What encrypts and decrypts with these keys. */
    public Vault vault() {
        return new Vault(keys);
    }

    private record Known(String id, @Nullable String proof) {}

    /**
     * Registers the active key, or that there is none.
     *
     * @return why these keys cannot be used, in words for whoever gave them; empty if they can
     */
    public Optional<String> admit() {
        List<Known> known = known();
        TreeSet<String> missing = known.stream()
                .map(Known::id)
                .filter(id -> !id.equals(PLAIN) && keys.find(id::equals).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            return Optional.of("the database holds what is encrypted under the keys " + missing
                    + ", but the keys given are " + keys);
        }
        Optional<String> wrong = known.stream()
                .filter(key -> key.proof() != null && !isOf(key))
                .map(Known::id)
                .findFirst();
        if (wrong.isPresent()) {
            return Optional.of("the key " + wrong.get() + " is not the one that the database is encrypted with");
        }
        if (keys.isEmpty()) {
            register(PLAIN, null);
        } else {
            register(keys.active().id(), proof(keys.active()));
        }
        // somebody else may have been first, with another key under the same id
        return known().stream()
                .filter(key ->
                        key.proof() != null && keys.find(key.id()::equals).isPresent() && !isOf(key))
                .map(key -> "the key " + key.id() + " is not the one that the database is encrypted with")
                .findFirst();
    }

    /** Whether there may be rows that are not under the active key. */
    public boolean isMixed() {
        return !keys.isEmpty()
                && known().stream()
                        .anyMatch(key -> !key.id().equals(keys.active().id()));
    }

    /**
     * Forgets all keys but the active one.
     *
     * @return the forgotten ids; the one without name stands for what was not encrypted
     */
    public List<String> forgetOthers() {
        return database.sql("DELETE FROM payload_key WHERE id <> :active RETURNING id")
                .param("active", keys.active().id())
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private List<Known> known() {
        return database.sql("SELECT id, proof FROM payload_key ORDER BY id")
                .query((row, _) -> new Known(row.getString("id"), row.getString("proof")))
                .list();
    }

    private void register(String id, @Nullable String proof) {
        database.sql("INSERT INTO payload_key (id, proof) VALUES (:id, :proof) ON CONFLICT DO NOTHING")
                .param("id", id)
                .param("proof", proof, Types.VARCHAR)
                .update();
    }

    private static String proof(KeyRing.Key key) {
        byte[] nonce = Aes.random(Aes.NONCE);
        try {
            byte[] tag = Aes.cipher(Cipher.ENCRYPT_MODE, key.secret(), nonce, bound(key.id()))
                    .doFinal();
            byte[] proof = Arrays.copyOf(nonce, nonce.length + tag.length);
            System.arraycopy(tag, 0, proof, nonce.length, tag.length);
            return Base64.getEncoder().encodeToString(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    private boolean isOf(Known known) {
        KeyRing.Key key = keys.find(known.id()::equals).orElseThrow();
        try {
            byte[] proof = Base64.getDecoder().decode(known.proof());
            Aes.cipher(Cipher.DECRYPT_MODE, key.secret(), Arrays.copyOf(proof, Aes.NONCE), bound(known.id()))
                    .doFinal(proof, Aes.NONCE, proof.length - Aes.NONCE);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] bound(String id) {
        return Column.bytes("payload_key/" + id);
    }
}
