package org.imagebuilder.queue.spring;

import java.io.PrintStream;
import java.util.Optional;
import org.imagebuilder.queue.SchemaTooOldException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** A service that cannot start for a reason the operator can mend says so in one line, without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OneLineFailure implements SpringBootExceptionReporter {

    private final PrintStream out;

    @SuppressWarnings("unused") // the signature that Spring Boot looks for
    OneLineFailure(@Nullable ConfigurableApplicationContext context) {
        this.out = System.err;
    }

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> line = explain(failure);
        line.ifPresent(text -> out.println("cannot start: " + text));
        return line.isPresent();
    }

    static Optional<String> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = switch (cause) {
                case SchemaTooOldException e -> e.getMessage();
                case CannotStartException e -> e.getMessage();
                case PortInUseException e -> "port " + e.getPort() + " is in use";
                case CannotGetJdbcConnectionException e -> "the database does not answer: " + root(e);
                case InvalidConfigurationPropertyValueException e -> "wrong configuration: " + e.getMessage();
                case ConfigurationPropertiesBindException e -> "wrong configuration: " + root(e);
                default -> null;
            };
            if (line != null) {
                return Optional.of(line.replace('\n', ' '));
            }
        }
        return Optional.empty();
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
