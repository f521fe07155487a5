package org.imagebuilder.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.authentication.AccessRules;
import org.imagebuilder.http.authentication.Role;
import org.imagebuilder.http.bodies.BodyLimit;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.bodies.OptionalJsonBody;
import org.imagebuilder.http.errors.ApiError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.metrics.Subsystem;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A small API that fails in every way. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({HttpApi.class, TeapotApi.Teapot.class})
class TeapotApi {

    record Order(@Nullable String tea, @Nullable List<String> with) {}

    @RestController
    static class Teapot {

        @GetMapping("/api/pots/{id}")
        Map<String, Object> pot(@PathVariable UUID id, RequestIds ids, Channel channel) {
            return Map.of("id", id, "correlation", ids.correlationId(), "channel", channel.name());
        }

        @PostMapping("/api/pots")
        @ResponseStatus(HttpStatus.CREATED)
        Order brew(JsonBody body) {
            return body.as(Order.class);
        }

        @PostMapping("/api/pots/rinse")
        Map<String, Object> rinse(OptionalJsonBody body) {
            return Map.of(
                    "with",
                    body.body()
                            .map(given -> String.valueOf(given.as(Order.class).tea()))
                            .orElse("water"));
        }

        @GetMapping("/api/teapot")
        void teapot() {
            throw new ApiException(TeapotError.TEAPOT, Map.of("handle", "short"));
        }

        @GetMapping("/api/broken")
        void broken() {
            throw new IllegalStateException("secret of the kitchen");
        }

        @GetMapping("/api/spout")
        void pour(HttpServletResponse response) throws IOException {
            for (byte[] tea = new byte[8192]; ; ) {
                response.getOutputStream().write(tea);
            }
        }

        /** So many leaves; with a negative number, none, or very many, and then a failure. */
        @GetMapping("/api/leaves/{number}")
        StreamedJson leaves(@PathVariable int number) {
            byte[] leaf = "[{\"n\": 1}]".getBytes(StandardCharsets.UTF_8);
            return out -> {
                out.json()
                        .writeStartObject()
                        .writeStringProperty("id", "leaves")
                        .writeArrayPropertyStart("leaves");
                for (int i = 0; i < (number == -2 ? 100_000 : number); i++) {
                    out.raw(leaf, 1, leaf.length - 2);
                }
                if (number < 0) {
                    throw new ApiException(TeapotError.TEAPOT);
                }
                out.json()
                        .writeEndArray()
                        .writePOJOProperty("pot", Map.of("tea", "green"))
                        .writeEndObject();
            };
        }

        @GetMapping("/api/cold")
        void cold() {
            throw new DataAccessResourceFailureException("jdbc:postgresql://secret");
        }

        @GetMapping("/api/cold/teapot")
        void coldTeapot() {
            throw new ApiException(TeapotError.UNSPECIFIED, null, new DataAccessResourceFailureException("secret"));
        }
    }

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit(DataSize.ofKilobytes(64));
    }

    @Bean
    AccessRules accessRules() {
        return new AccessRules(Set.of("/open"), (method, _) -> method.equals("GET") ? Role.OBSERVE : Role.SUBMIT);
    }

    @Bean
    Subsystem subsystem() {
        return new Subsystem("teapot");
    }

    @Bean
    PrometheusRegistry registry() {
        return new PrometheusRegistry();
    }

    @Bean
    Filter leakyFilter() {
        return (request, response, chain) -> {
            if (((HttpServletRequest) request).getRequestURI().equals("/api/leak")) {
                throw new IllegalStateException("secret of the filter");
            }
            chain.doFilter(request, response);
        };
    }

    @Bean
    ErrorDialect dialect() {
        return new ErrorDialect() {
            @Override
            public String codePrefix() {
                return "TEAPOT-";
            }

            @Override
            public String basePath() {
                return "/api";
            }

            @Override
            public ApiError errorFor(Fault fault) {
                return switch (fault) {
                    case FORBIDDEN -> TeapotError.FORBIDDEN;
                    case NO_TENANT -> TeapotError.NO_TENANT;
                    case NO_SUCH_RESOURCE -> TeapotError.NOT_HERE;
                    case MEDIA_TYPE -> TeapotError.MEDIA_TYPE;
                    case UNREADABLE_BODY, BODY_TOO_LARGE -> TeapotError.BODY;
                    case BAD_PARAMETER -> TeapotError.PARAMETER;
                    case BAD_REQUEST, UNAVAILABLE, BUSY, LIMIT -> TeapotError.UNSPECIFIED;
                    case UNEXPECTED -> TeapotError.UNEXPECTED;
                };
            }

            @Override
            public Map<String, ?> alsoRaised(@Nullable Object details) {
                return Map.of("details", details == null ? "" : details);
            }
        };
    }
}
