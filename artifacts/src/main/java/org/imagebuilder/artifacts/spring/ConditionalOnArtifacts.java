package org.imagebuilder.artifacts.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Conditional;

/** What is there only where files are kept. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnArtifacts.SomePlace.class)
public @interface ConditionalOnArtifacts {

    /** A folder or a bucket. */
    final class SomePlace extends AnyNestedCondition {

        SomePlace() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("imagebuilder.artifacts.folder")
        static final class Folder {}

        @ConditionalOnProperty("imagebuilder.artifacts.s3.bucket")
        static final class Bucket {}
    }
}
