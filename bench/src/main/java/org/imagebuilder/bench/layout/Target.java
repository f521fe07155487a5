package org.imagebuilder.bench.layout;

import java.net.URI;
import java.util.List;

/** The system, as it runs for a measurement. */
public interface Target extends AutoCloseable {

    /** Base of the composer API. */
    URI composer();

    /** Base of the worker API. */
    URI gateway();

    /** JDBC URL of its database, with user and password. */
    String database();

    /** Its processes; those of the services first. */
    List<Child> processes();

    /** Whether all of them still run. */
    default boolean isAlive() {
        return processes().stream().allMatch(Child::isAlive);
    }

    @Override
    void close();
}
