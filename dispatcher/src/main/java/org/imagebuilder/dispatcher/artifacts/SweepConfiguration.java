package org.imagebuilder.dispatcher.artifacts;

import org.imagebuilder.artifacts.spring.ArtifactsKept;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is needed only where files are kept. */
@Configuration(proxyBeanMethods = false)
@Import(SweepConfiguration.Beans.class)
class SweepConfiguration {

    static final class Beans extends ArtifactsKept {

        @Override
        protected void register(BeanRegistry registry) {
            registry.registerBean(ArtifactSweeper.class);
        }
    }
}
