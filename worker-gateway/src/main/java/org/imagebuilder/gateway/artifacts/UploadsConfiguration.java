package org.imagebuilder.gateway.artifacts;

import java.time.Duration;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.spring.ArtifactProperties;
import org.imagebuilder.artifacts.spring.ConditionalOnArtifacts;
import org.imagebuilder.gateway.progress.FinishedJobListener;
import org.imagebuilder.queue.Jobs;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is needed only where files are kept. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnArtifacts
class UploadsConfiguration {

    @Bean
    Uploads uploads(ArtifactStore store, Jobs jobs, ArtifactProperties properties) {
        return new Uploads(store, jobs, properties.maxSize(), properties.maxFiles());
    }

    @Bean
    FinishedJobListener artifactsOfFinishedJobs(ArtifactStore store) {
        return new ArtifactsOfFinishedJobs(store);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> patientUploads(ArtifactProperties properties) {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                bePatient(http, properties.silence());
            }
        });
    }

    /** For bodies only; and who asks first whether to send one is not told to go on before the token is checked. */
    private static void bePatient(AbstractHttp11Protocol<?> http, Duration silence) {
        http.setDisableUploadTimeout(false);
        http.setConnectionUploadTimeout((int) silence.toMillis());
        http.setContinueResponseTiming("onRead");
    }
}
