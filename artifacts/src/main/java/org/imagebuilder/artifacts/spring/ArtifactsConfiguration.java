package org.imagebuilder.artifacts.spring;

import java.io.IOException;
import java.nio.file.Path;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.FolderStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store that is configured; without one there is no {@link ArtifactStore}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArtifactProperties.class)
public class ArtifactsConfiguration {

    @Bean
    @ConditionalOnArtifacts
    ArtifactStore artifactStore(ArtifactProperties properties) {
        Path folder = properties.folder();
        if (folder == null) {
            throw new IllegalStateException("imagebuilder.artifacts.folder is empty");
        }
        try {
            return new FolderStore(folder);
        } catch (IOException e) {
            throw new IllegalStateException("the folder of artifacts, " + folder + ", cannot be made: " + e, e);
        }
    }
}
