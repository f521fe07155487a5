package org.imagebuilder.artifacts.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.imagebuilder.artifacts.bucket.BucketSettings;
import org.imagebuilder.artifacts.bucket.BucketSettings.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ArtifactPropertiesTest {

    @Test
    void by_default_nothing_is_kept() {
        ArtifactProperties nothing = bind("");
        assertThat(nothing.folder()).isNull();
        assertThat(nothing.s3()).isNull();
        assertThat(nothing.maxFiles()).isEqualTo(100);
    }

    @Test
    void a_bucket_needs_only_its_name() {
        assertThat(bucket("s3.bucket=images"))
                .isEqualTo(new BucketSettings("images", null, "us-east-1", false, "", null));
    }

    @Test
    void another_server_is_spoken_to_with_the_bucket_in_the_path_unless_said_otherwise() {
        String server = "s3.bucket=images s3.endpoint=https://s3.example.com:9000";
        URI endpoint = URI.create("https://s3.example.com:9000");
        assertThat(bucket(server)).isEqualTo(new BucketSettings("images", endpoint, "us-east-1", true, "", null));
        assertThat(bucket(server + " s3.path-style=false").pathStyle()).isFalse();
    }

    @Test
    void credentials_can_be_given_and_are_not_shown() {
        String all =
                "s3.bucket=images s3.region=eu-central-1 s3.prefix=a/b.c/ s3.access-key-id=me s3.secret-access-key=hush";
        assertThat(bucket(all))
                .isEqualTo(new BucketSettings(
                        "images", null, "eu-central-1", false, "a/b.c/", new Credentials("me", "hush")));
        assertThat(bind(all).toString() + bucket(all)).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            folder=/x s3.bucket=images              | exclude each other
            s3.endpoint=https://s3.example.com      | s3.bucket is needed
            s3.bucket=                              | s3.bucket is needed
            s3.bucket=images s3.region=             | s3.region must not be empty
            s3.bucket=images s3.access-key-id=me    | secret-access-key go together
            s3.bucket=images max-size=200GB         | max-size is 167772160000 bytes at most
            max-size=0                              | max-size must be positive
            max-files=0                             | max-files must be positive
            silence=0                               | silence is between
            """)
    void what_cannot_be_meant_is_said_at_start(String properties, String why) {
        assertThatThrownBy(() -> bind(properties)).rootCause().hasMessageContaining("imagebuilder.artifacts", why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3.example.com",
                "ftp://s3.example.com",
                "https:///bucket",
                "https://me:hush@s3.example.com",
                "https://s3.example.com/images",
                "https://s3.example.com?a=b"
            })
    void an_endpoint_is_a_server_and_nothing_else(String endpoint) {
        assertThatThrownBy(() -> bind("s3.bucket=images s3.endpoint=" + endpoint))
                .rootCause()
                .hasMessageContaining("s3.endpoint is a URL")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "/images/", "images//", "a b/", "../", "ü/"})
    void a_prefix_is_made_of_segments(String prefix) {
        assertThatThrownBy(() -> bind("s3.bucket=b s3.prefix=" + prefix))
                .rootCause()
                .hasMessageContaining("s3.prefix");
    }

    private static BucketSettings bucket(String properties) {
        S3Properties s3 = bind(properties).s3();
        assertThat(s3).isNotNull();
        return s3.settings();
    }

    /** @param properties names and values below {@code imagebuilder.artifacts}, apart by blanks */
    private static ArtifactProperties bind(String properties) {
        Map<String, String> given = new HashMap<>();
        for (String property : properties.isEmpty() ? new String[0] : properties.split(" (?=[a-z0-9.-]+=)", -1)) {
            int equals = property.indexOf('=');
            given.put("imagebuilder.artifacts." + property.substring(0, equals), property.substring(equals + 1));
        }
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("imagebuilder.artifacts", ArtifactProperties.class);
    }
}
