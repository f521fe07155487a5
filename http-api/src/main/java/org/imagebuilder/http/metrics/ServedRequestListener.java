package org.imagebuilder.http.metrics;

/** Hears of every request to the API, except those that authentication has turned away. A bean. */
@FunctionalInterface
public interface ServedRequestListener {

    void served(ServedRequest request);
}
