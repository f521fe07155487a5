package org.imagebuilder.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class MeasurementTest {

    private final List<ServedRequest> served = new ArrayList<>();
    private final MeasuringFilter filter = new MeasuringFilter(List.of(served::add), new Route("/*"));
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/jobs");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void a_request_that_is_answered_later_counts_when_it_is_answered() throws Exception {
        var answered = new AtomicReference<IntConsumer>(_ -> {});
        filter.doFilter(request, response, (_, _) -> {
            request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/jobs/{token}");
            answered.set(Measurement.answeredLater(request));
        });
        assertThat(served).isEmpty();
        request.clearAttributes();
        request.setMethod("GET");

        answered.get().accept(201);

        assertThat(served).singleElement().satisfies(one -> {
            assertThat(one.method()).isEqualTo("POST");
            assertThat(one.route()).isEqualTo(new Route("/jobs/{token}"));
            assertThat(one.status()).isEqualTo(201);
            assertThat(one.duration()).isPositive();
        });
    }

    @Test
    void what_authentication_turns_away_does_not_count() throws Exception {
        FilterChain refusing = (_, answer) -> ((HttpServletResponse) answer).setStatus(401);

        filter.doFilter(request, response, refusing);

        assertThat(served).isEmpty();
    }
}
