package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.http.requests.RequestIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestIdsTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void a_request_keeps_its_operation_id() {
        String id = RequestIds.of(request).operationId();

        assertThat(id).matches("[0-9A-Za-z]{27}");
        assertThat(RequestIds.of(request).operationId()).isEqualTo(id);
        assertThat(RequestIds.of(request).correlationId()).isEqualTo(id);
    }

    @Test
    void the_clients_ids_are_taken_over() {
        request.addHeader("X-External-Id", "req/42:a");
        request.addHeader("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");

        assertThat(RequestIds.of(request).externalId()).isEqualTo("req/42:a");
        assertThat(RequestIds.of(request).correlationId()).isEqualTo("req/42:a");
        assertThat(RequestIds.of(request).traceId()).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "tab\t", "é"})
    void an_external_id_that_could_forge_log_lines_is_dropped(String id) {
        request.addHeader("X-External-Id", id);

        assertThat(RequestIds.of(request).externalId()).isNull();
    }

    @Test
    void an_external_id_that_is_too_long_is_dropped() {
        request.addHeader("X-External-Id", "x".repeat(129));

        assertThat(RequestIds.of(request).externalId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                TRACE,
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void a_trace_parent_out_of_shape_is_dropped(String header) {
        request.addHeader("traceparent", header);

        assertThat(RequestIds.of(request).traceId()).isNull();
    }
}
