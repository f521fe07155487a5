package org.imagebuilder.composer.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.request.RequestReader.ReadRequest;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private static final String FLAT = "{\"customizations\":{\"users\":[%s]}}";
    private static final String BLUEPRINT = "{\"blueprint\":{\"name\":\"b\",\"customizations\":{\"user\":[%s]}}}";

    @Test
    @DisplayName("C8 a plain password becomes a SHA-512-crypt hash with a salt of its own")
    void plain_passwords_are_hashed() {
        String hash = Passwords.hashed("opén sesame");
        assertThat(hash).matches("\\$6\\$[a-zA-Z0-9./]{16}\\$[a-zA-Z0-9./]{86}");
        assertThat(Sha2Crypt.sha512Crypt("opén sesame".getBytes(StandardCharsets.UTF_8), hash))
                .isEqualTo(hash);
        assertThat(Passwords.hashed("opén sesame")).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @DisplayName("C8 a hashed password stays as it is")
    @ValueSource(strings = {"$6$salt$hash", "$5$salt$hash", "$2b$12$hash"})
    void hashed_passwords_are_kept(String hash) {
        assertThat(Passwords.hashed(hash)).isEqualTo(hash);
    }

    @ParameterizedTest
    @DisplayName("C8 what only looks like a hash is hashed")
    @ValueSource(strings = {"$1$salt$hash", "$2a$12$hash", "6$", " $6$"})
    void others_are_plain(String password) {
        assertThat(Passwords.hashed(password)).startsWith("$6$").isNotEqualTo(password);
    }

    @ParameterizedTest
    @DisplayName("C8 no plain password is left in what is stored, in either form of a request")
    @ValueSource(strings = {FLAT, BLUEPRINT})
    void nothing_plain_is_stored(String form) {
        String users = "{\"name\":\"a\",\"password\":\"sesame\"},{\"name\":\"b\",\"password\":\"\"},"
                + "{\"name\":\"c\",\"password\":\"$5$kept\"},{\"name\":\"d\"}";
        ReadRequest read = Requests.read(form.formatted(users));
        assertThat(read.document())
                .doesNotContain("sesame")
                .containsPattern("\"a\",\"password\":\"\\$6\\$")
                .contains("{\"name\":\"b\"}", "{\"name\":\"c\",\"password\":\"$5$kept\"}", "{\"name\":\"d\"}");
        assertThat(read.request().toString()).doesNotContain("sesame");
    }

    @Test
    void a_request_can_have_so_many_plain_passwords_only() {
        String users = String.join(",", Collections.nCopies(101, "{\"name\":\"u\",\"password\":\"p\"}"));
        assertRefused(FLAT.formatted(users), "35: #/customizations/users/100/password: ");
    }

    @Test
    void a_plain_password_can_be_so_long_only() {
        String user = "{\"name\":\"u\",\"password\":\"" + "é".repeat(513) + "\"}";
        assertRefused(BLUEPRINT.formatted(user), "35: #/blueprint/customizations/user/0/password: longer");
    }

    private static void assertRefused(String request, String start) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Requests.read(request));
        assertThat(Requests.told(e)).startsWith(start);
    }
}
