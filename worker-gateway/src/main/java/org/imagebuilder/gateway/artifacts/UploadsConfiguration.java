package org.imagebuilder.gateway.artifacts;

import java.time.Duration;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.spring.ArtifactProperties;
import org.imagebuilder.artifacts.spring.ArtifactsKept;
import org.imagebuilder.gateway.progress.FinishedJobListener;
import org.imagebuilder.queue.Jobs;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is needed only where files are kept. */
@Configuration(proxyBeanMethods = false)
@Import(UploadsConfiguration.Beans.class)
class UploadsConfiguration {

    static final class Beans extends ArtifactsKept {

        @Override
        protected void register(BeanRegistry registry) {
            registry.registerBean("uploads", Uploads.class, spec -> spec.supplier(UploadsConfiguration::uploads));
            registry.registerBean(
                    "artifactsOfFinishedJobs",
                    FinishedJobListener.class,
                    spec -> spec.supplier(context -> new ArtifactsOfFinishedJobs(context.bean(ArtifactStore.class))));
            registry.registerBean(
                    "patientUploads",
                    PatientUploads.class,
                    spec -> spec.supplier(context -> new PatientUploads(
                            context.bean(ArtifactProperties.class).silence())));
        }
    }

    private static Uploads uploads(SupplierContext context) {
        ArtifactProperties properties = context.bean(ArtifactProperties.class);
        return new Uploads(
                context.bean(ArtifactStore.class),
                context.bean(Jobs.class),
                properties.maxSize(),
                properties.maxFiles());
    }

    /** A type of its own, by which the framework finds out what it customizes. */
    private record PatientUploads(Duration silence)
            implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    bePatient(http);
                }
            });
        }

        /** For bodies only; and who asks first whether to send one is not told to go on before the token is checked. */
        private void bePatient(AbstractHttp11Protocol<?> http) {
            http.setDisableUploadTimeout(false);
            http.setConnectionUploadTimeout((int) silence.toMillis());
            http.setContinueResponseTiming("onRead");
        }
    }
}
