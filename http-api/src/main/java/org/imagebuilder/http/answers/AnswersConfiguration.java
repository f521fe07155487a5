package org.imagebuilder.http.answers;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** Makes every answer JSON, whatever the client says it accepts. */
@Configuration(proxyBeanMethods = false)
public class AnswersConfiguration {

    @Bean
    JsonMapperBuilderCustomizer indentByTwoSpaces() {
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withArrayIndenter(indent)
                .withObjectIndenter(indent);
        return builder -> builder.defaultPrettyPrinter(printer);
    }

    @Bean
    JsonText jsonText(JsonMapper mapper) {
        return new JsonText(mapper);
    }

    @Bean
    WebMvcConfigurer jsonAnswers(JsonMapper mapper) {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters
                        .addCustomConverter(new StreamedJsonConverter(mapper))
                        .withJsonConverter(new JsonAnswerConverter(mapper));
            }
        };
    }
}
