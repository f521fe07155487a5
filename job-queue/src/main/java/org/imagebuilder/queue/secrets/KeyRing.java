package org.imagebuilder.queue.secrets;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys that encrypt data keys, each under an id. The first one is active, the others only decrypt. */
public final class KeyRing {

    public static final KeyRing EMPTY = new KeyRing(List.of());

    static final String AES = "AES";

    private static final int BYTES = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private final List<Key> keys;

    private KeyRing(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A key; prints as its id. */
    record Key(String id, SecretKey secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * Reads keys, each as an id, a colon, and 32 bytes in Base64.
     *
     * @param lines empty ones and those that begin with # mean nothing
     * @throws IllegalArgumentException if one is something else; the message tells which, and nothing of the key
     */
    public static KeyRing of(List<String> lines) {
        List<Key> keys = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                Key key = read(text, keys.size() + 1);
                if (keys.stream().anyMatch(known -> known.id.equals(key.id))) {
                    throw new IllegalArgumentException("there are two keys " + key.id);
                }
                keys.add(key);
            }
        }
        return new KeyRing(keys);
    }

    private static Key read(String text, int number) {
        int colon = text.indexOf(':');
        String id = colon < 0 ? "" : text.substring(0, colon);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("key " + number
                    + " does not begin with an id and a colon; ids have up to 32 letters, digits, dots and dashes");
        }
        byte[] secret = decode(text.substring(colon + 1).strip());
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("key " + id + " is not " + BYTES + " bytes in Base64");
        }
        return new Key(id, new SecretKeySpec(secret, AES));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            // its message would quote from the key
            return new byte[0];
        }
    }

    /** Without keys, nothing is encrypted. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    Key active() {
        return keys.getFirst();
    }

    Optional<Key> find(Predicate<String> id) {
        return keys.stream().filter(key -> id.test(key.id)).findFirst();
    }

    /** The ids. */
    @Override
    public String toString() {
        return keys.toString();
    }
}
