package org.imagebuilder.composer;

import org.imagebuilder.artifacts.spring.ArtifactsConfiguration;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.http.HttpApi;
import org.imagebuilder.http.bodies.BodyLimit;
import org.imagebuilder.http.metrics.Subsystem;
import org.imagebuilder.metrics.MetricsConfiguration;
import org.imagebuilder.queue.spring.JobQueueConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Takes compose requests and tells how far they are. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ComposerSettings.class)
@Import({HttpApi.class, JobQueueConfiguration.class, ArtifactsConfiguration.class, MetricsConfiguration.class})
public class ComposerServiceApplication {

    /** The service, ready to run; also as one of several in a process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ComposerServiceApplication.class)
                .main(ComposerServiceApplication.class)
                .properties("spring.config.name=composer-service");
    }

    static void main(String[] args) {
        application().run(args);
    }

    @Bean
    BodyLimit bodyLimit(ComposerSettings settings) {
        return new BodyLimit(settings.maxBodySize());
    }

    @Bean
    Subsystem subsystem() {
        return new Subsystem("composer");
    }

    @Bean
    Catalogue catalogue(ComposerSettings settings) {
        return new Catalogue(settings.aliases());
    }
}
