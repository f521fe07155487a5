package org.imagebuilder.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class TestBucketTest {

    @Test
    void every_bucket_is_a_new_one() {
        assertThat(TestBucket.fresh()).isNotEqualTo(TestBucket.fresh());
    }

    @Test
    void nobody_gets_in_without_the_key() throws Exception {
        TestBucket bucket = TestBucket.fresh();
        HttpRequest request = HttpRequest.newBuilder(bucket.endpoint().resolve("/" + bucket.name()))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
        }
    }
}
