package org.imagebuilder.http.bodies;

import java.util.List;
import org.imagebuilder.http.requests.RequestArgument;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Gives controllers {@link JsonBody} and {@link OptionalJsonBody} as arguments. Needs a {@link BodyLimit} bean. */
@Configuration(proxyBeanMethods = false)
public class BodiesConfiguration {

    @Bean
    JsonMapperBuilderCustomizer strictTypes() {
        return builder -> builder.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(LogicalType.Textual, texts -> {
                    texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
    }

    @Bean
    WebMvcConfigurer jsonBodies(JsonMapper mapper, BodyLimit limit) {
        var reader = new JsonBodyReader(limit, mapper);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestArgument<>(JsonBody.class, reader::read));
                resolvers.add(new RequestArgument<>(OptionalJsonBody.class, reader::readIfAny));
            }
        };
    }
}
