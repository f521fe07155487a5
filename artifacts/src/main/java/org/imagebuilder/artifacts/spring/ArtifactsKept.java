package org.imagebuilder.artifacts.spring;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers what is needed only where files are kept. That is decided at each start, not when a service is built. */
public abstract class ArtifactsKept implements BeanRegistrar {

    @Override
    public final void register(BeanRegistry registry, Environment environment) {
        if (environment.containsProperty("imagebuilder.artifacts.folder")
                || environment.containsProperty("imagebuilder.artifacts.s3.bucket")) {
            register(registry);
        }
    }

    /** Called where there is a folder or a bucket. */
    protected abstract void register(BeanRegistry registry);
}
