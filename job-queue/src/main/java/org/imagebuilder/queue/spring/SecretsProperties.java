package org.imagebuilder.queue.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagebuilder.queue.secrets.KeyRing;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that protect what lies in the database.
 *
 * @param keyFile a file with a key in each line, the active one first
 * @param keys the keys themselves, instead of a file
 * @param plaintext whether to start without keys, and leave secrets in the database as they are
 */
@ConfigurationProperties("imagebuilder.secrets")
public record SecretsProperties(
        @Nullable Path keyFile,
        @DefaultValue List<String> keys,
        @DefaultValue("false") boolean plaintext) {

    /** @throws CannotStartException if there are none although there should be, or they cannot be used */
    KeyRing keyRing() {
        KeyRing ring = read();
        if (ring.isEmpty() && !plaintext) {
            throw new CannotStartException("there are no keys to encrypt secrets with: give some in"
                    + " imagebuilder.secrets.key-file or imagebuilder.secrets.keys, or set"
                    + " imagebuilder.secrets.plaintext=true to keep secrets in the database as they are");
        }
        return ring;
    }

    private KeyRing read() {
        if (keyFile != null && !keys.isEmpty()) {
            throw new CannotStartException(
                    "keys are in imagebuilder.secrets.key-file or in imagebuilder.secrets.keys," + " not in both");
        }
        try {
            return KeyRing.of(keyFile == null ? keys : Files.readAllLines(keyFile));
        } catch (IOException e) {
            throw new CannotStartException("the file with keys, " + keyFile + ", cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException("imagebuilder.secrets: " + e.getMessage(), e);
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SecretsProperties[keyFile=" + keyFile + ", plaintext=" + plaintext + "]";
    }
}
