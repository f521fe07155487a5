package org.imagebuilder.http.authentication;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether a mode is in force, read from the configuration in the same way as {@link AuthenticationSettings}. */
abstract class OnMode implements Condition {

    private final Mode mode;

    OnMode(Mode mode) {
        this.mode = mode;
    }

    @Override
    public final boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bind(AuthenticationSettings.PREFIX + ".mode", Mode.class)
                .map(mode::equals)
                .orElse(false);
    }
}
