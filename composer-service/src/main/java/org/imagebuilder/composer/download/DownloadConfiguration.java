package org.imagebuilder.composer.download;

import org.imagebuilder.artifacts.spring.ArtifactProperties;
import org.imagebuilder.artifacts.spring.ConditionalOnArtifacts;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is needed only where files are kept. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnArtifacts
class DownloadConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> patientDownloads(ArtifactProperties properties) {
        return factory -> {
            factory.setProtocol(PatientProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof PatientProtocol protocol) {
                    protocol.setPatience(properties.silence());
                }
            });
        };
    }
}
