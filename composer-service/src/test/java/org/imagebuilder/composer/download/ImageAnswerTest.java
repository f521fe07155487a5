package org.imagebuilder.composer.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.imagebuilder.artifacts.Artifact;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.artifacts.bucket.BucketSettings;
import org.imagebuilder.artifacts.bucket.BucketSettings.Credentials;
import org.imagebuilder.artifacts.bucket.BucketStore;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.testsupport.TestBucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ImageAnswerTest {

    private static final String WRITTEN = "Sun, 01 Nov 2026 12:00:00 GMT";

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/download");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** A file of ten bytes. */
    private record Digits() implements Artifact {

        @Override
        public long size() {
            return 10;
        }

        @Override
        public Instant written() {
            return Instant.parse("2026-11-01T12:00:00.5Z");
        }

        @Override
        public String version() {
            return "v1";
        }

        @Override
        public InputStream read(long from, long length) {
            return new ByteArrayInputStream("0123456789".getBytes(StandardCharsets.UTF_8), (int) from, (int) length);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X: y                                    | 200 | 0123456789
            Range: bytes=2-4                        | 206 | 234
            Range: bytes=-1                         | 206 | 9
            Range: bytes=10-                        | 416 | ''
            Range: bytes=0-1,3-4                    | 200 | 0123456789
            If-None-Match: "v1"                     | 304 | ''
            If-None-Match: "v0", W/"v1"             | 304 | ''
            If-None-Match: "v0"                     | 200 | 0123456789
            If-Modified-Since: W                    | 304 | ''
            If-Match: "v1"                          | 200 | 0123456789
            If-Match: "v0"                          | 412 | ''
            If-Match: "v0", "v1"                    | 200 | 0123456789
            If-Match: *                             | 200 | 0123456789
            If-Unmodified-Since: W                  | 200 | 0123456789
            If-Unmodified-Since: Sun, 01 Nov 2026 11:59:59 GMT | 412 | ''
            Range: bytes=2-4; If-Range: "v1"        | 206 | 234
            Range: bytes=2-4; If-Range: W           | 206 | 234
            Range: bytes=2-4; If-Range: "v0"        | 200 | 0123456789
            Range: bytes=2-4; If-Range: W/"v1"      | 200 | 0123456789
            Range: bytes=2-4; If-Range: Sun, 01 Nov 2026 11:59:59 GMT | 200 | 0123456789
            Range: bytes=99-; If-Range: "v0"        | 200 | 0123456789
            Range: bytes=2-4; If-None-Match: "v1"   | 304 | ''
            """)
    void what_is_asked_for_is_sent_and_no_more(String headers, int status, String body) throws Exception {
        for (String header : headers.split("; ", -1)) {
            String value = header.substring(header.indexOf(": ") + 2);
            request.addHeader(header.substring(0, header.indexOf(": ")), value.equals("W") ? WRITTEN : value);
        }
        send();
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentAsString()).isEqualTo(body);
    }

    @Test
    void a_whole_file_tells_what_can_be_done_with_it() throws Exception {
        send();
        assertThat(response.getHeader("Accept-Ranges")).isEqualTo("bytes");
        assertThat(response.getHeader("ETag")).isEqualTo("\"v1\"");
        assertThat(response.getHeader("Last-Modified")).isEqualTo(WRITTEN);
        assertThat(response.getContentLengthLong()).isEqualTo(10);
        assertThat(response.getContentType()).isEqualTo("application/x-qemu-disk");
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"id-disk.qcow2\"");
    }

    @Test
    void a_part_tells_where_it_belongs_and_a_part_that_is_not_there_how_long_the_file_is() throws Exception {
        request.addHeader("Range", "bytes=8-100");
        send();
        assertThat(response.getHeader("Content-Range")).isEqualTo("bytes 8-9/10");
        assertThat(response.getContentLengthLong()).isEqualTo(2);

        MockHttpServletRequest beyond = new MockHttpServletRequest("GET", "/download");
        beyond.addHeader("Range", "bytes=10-");
        MockHttpServletResponse refusal = new MockHttpServletResponse();
        new ImageAnswer(beyond, refusal).send(new Digits(), "id-disk.qcow2");
        assertThat(refusal.getHeader("Content-Range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            a "b".img  | attachment; filename="a \\"b\\".img"
            Größe.img  | attachment; filename="Groesse.img"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.img
            """)
    void any_name_can_be_told(String filename, String disposition) throws Exception {
        new ImageAnswer(request, response).send(new Digits(), filename);
        assertThat(response.getHeader("Content-Disposition")).isEqualTo(disposition);
    }

    @Test
    void files_in_a_bucket_are_sent_the_same_way() throws Exception {
        TestBucket bucket = TestBucket.fresh();
        var settings = new BucketSettings(
                bucket.name(),
                bucket.endpoint(),
                "us-east-1",
                true,
                "",
                new Credentials(bucket.accessKeyId(), bucket.secretAccessKey()));
        Attempt attempt = new Attempt(UUID.randomUUID(), 1);
        ArtifactName name = new ArtifactName("disk.qcow2");
        try (BucketStore store = BucketStore.open(settings)) {
            try (Upload upload = store.begin(attempt, name)) {
                upload.write("0123456789".getBytes(StandardCharsets.UTF_8), 10);
                upload.commit();
            }
            try (Artifact file = store.open(attempt, name).orElseThrow()) {
                request.addHeader("Range", "bytes=3-5");
                new ImageAnswer(request, response).send(file, "id-disk.qcow2");
                assertThat(response.getStatus()).isEqualTo(206);
                assertThat(response.getContentAsString()).isEqualTo("345");
                assertThat(response.getHeader("ETag")).matches("\"[0-9A-Za-z-]+\"");

                store.discard(attempt);
                MockHttpServletResponse gone = new MockHttpServletResponse();
                assertThatThrownBy(() -> new ImageAnswer(new MockHttpServletRequest(), gone).send(file, "x"))
                        .isInstanceOfAny(IOException.class, FaultException.class);
                assertThat(gone.isCommitted()).isFalse();
            }
        }
    }

    private void send() throws IOException {
        new ImageAnswer(request, response).send(new Digits(), "id-disk.qcow2");
    }
}
