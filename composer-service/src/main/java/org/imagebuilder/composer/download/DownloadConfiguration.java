package org.imagebuilder.composer.download;

import java.time.Duration;
import org.imagebuilder.artifacts.spring.ArtifactProperties;
import org.imagebuilder.artifacts.spring.ArtifactsKept;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is needed only where files are kept. */
@Configuration(proxyBeanMethods = false)
@Import(DownloadConfiguration.Beans.class)
class DownloadConfiguration {

    static final class Beans extends ArtifactsKept {

        @Override
        protected void register(BeanRegistry registry) {
            registry.registerBean(
                    "patientDownloads",
                    PatientDownloads.class,
                    spec -> spec.supplier(context -> new PatientDownloads(
                            context.bean(ArtifactProperties.class).silence())));
        }
    }

    /** A type of its own, by which the framework finds out what it customizes. */
    private record PatientDownloads(Duration silence)
            implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.setProtocol(PatientProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof PatientProtocol protocol) {
                    protocol.setPatience(silence);
                }
            });
        }
    }
}
