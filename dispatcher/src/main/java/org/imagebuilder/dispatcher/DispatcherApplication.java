package org.imagebuilder.dispatcher;

import java.util.Map;
import org.imagebuilder.artifacts.spring.ArtifactsConfiguration;
import org.imagebuilder.metrics.MetricsConfiguration;
import org.imagebuilder.queue.spring.JobQueueConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Runs one replica of the dispatcher. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({JobQueueConfiguration.class, ArtifactsConfiguration.class, MetricsConfiguration.class})
public class DispatcherApplication {

    /** The application, to be run by itself or as one of several in a process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(DispatcherApplication.class)
                .main(DispatcherApplication.class)
                .properties(Map.of("spring.config.name", "dispatcher"));
    }

    public static void main(String[] args) {
        application().run(args);
    }
}
