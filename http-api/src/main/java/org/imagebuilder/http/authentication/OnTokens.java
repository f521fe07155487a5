package org.imagebuilder.http.authentication;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether tokens are checked, read from the configuration in the same way as {@link AuthenticationSettings}. */
final class OnTokens implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bind(AuthenticationSettings.PREFIX + ".mode", Mode.class)
                .map(Mode.JWT::equals)
                .orElse(false);
    }
}
