package org.imagebuilder.gateway;

import org.imagebuilder.artifacts.spring.ArtifactsConfiguration;
import org.imagebuilder.metrics.MetricsConfiguration;
import org.imagebuilder.queue.spring.JobQueueConfiguration;
import org.imagebuilder.queue.spring.LanesConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Starts the worker gateway. */
@SpringBootApplication(scanBasePackages = {"org.imagebuilder.gateway", "org.imagebuilder.http"})
@EnableConfigurationProperties(GatewaySettings.class)
@Import({JobQueueConfiguration.class, LanesConfiguration.class, ArtifactsConfiguration.class, MetricsConfiguration.class
})
public class WorkerGatewayApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    /** The service with its own configuration file, so that it can share a class path with others. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(WorkerGatewayApplication.class)
                .main(WorkerGatewayApplication.class)
                .properties("spring.config.name=worker-gateway");
    }
}
