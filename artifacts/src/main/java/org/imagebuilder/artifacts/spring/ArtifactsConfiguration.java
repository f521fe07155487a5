package org.imagebuilder.artifacts.spring;

import java.io.IOException;
import java.nio.file.Path;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.FolderStore;
import org.imagebuilder.artifacts.bucket.BucketStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The store that is configured; without one there is no {@link ArtifactStore}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArtifactProperties.class)
@Import(ArtifactsConfiguration.Store.class)
public class ArtifactsConfiguration {

    /** The store itself. */
    static final class Store extends ArtifactsKept {

        @Override
        protected void register(BeanRegistry registry) {
            registry.registerBean(
                    "artifactStore",
                    ArtifactStore.class,
                    spec -> spec.supplier(context -> store(context.bean(ArtifactProperties.class))));
        }
    }

    private static ArtifactStore store(ArtifactProperties properties) {
        S3Properties s3 = properties.s3();
        return s3 == null ? inFolder(properties.folder()) : inBucket(s3);
    }

    private static ArtifactStore inFolder(@Nullable Path folder) {
        if (folder == null) {
            throw new IllegalStateException("imagebuilder.artifacts.folder is empty");
        }
        try {
            return new FolderStore(folder);
        } catch (IOException e) {
            throw new IllegalStateException("the folder of artifacts, " + folder + ", cannot be made: " + e, e);
        }
    }

    /** Only then is any of the S3 client loaded. */
    private static ArtifactStore inBucket(S3Properties s3) {
        return BucketStore.open(s3.settings());
    }
}
