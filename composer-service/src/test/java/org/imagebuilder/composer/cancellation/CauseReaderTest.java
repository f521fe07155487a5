package org.imagebuilder.composer.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.bodies.OptionalJsonBody;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.junit.jupiter.api.Test;

class CauseReaderTest {

    private static final OptionalJsonBody NO_BODY = new OptionalJsonBody(Optional.empty());
    private static final RequestIds UNNAMED = new RequestIds("2sF0uYp3cNQb7JtXoVh1mKzRd4W", null, null);

    private final CauseReader causes = new CauseReader(Requests.SCHEMAS);

    @Test
    void the_cause_names_tenant_and_request() {
        assertThat(causes.cause(NO_BODY, new Channel("org-42"), UNNAMED))
                .isEqualTo("client of tenant org-42, request 2sF0uYp3cNQb7JtXoVh1mKzRd4W");
    }

    @Test
    void a_client_may_name_its_request_itself() {
        var named = new RequestIds("2sF0uYp3cNQb7JtXoVh1mKzRd4W", "ticket-7", null);
        assertThat(causes.cause(NO_BODY, new Channel("org-42"), named))
                .isEqualTo("client of tenant org-42, request ticket-7");
    }

    @Test
    void without_tenants_it_is_just_a_client() {
        assertThat(causes.cause(NO_BODY, Channel.OF_EVERYBODY, UNNAMED))
                .isEqualTo("a client, request 2sF0uYp3cNQb7JtXoVh1mKzRd4W");
    }
}
