package org.imagebuilder.http.requests;

/**
 * The tenant of a request, as the queue knows it. Controllers get it as an argument.
 *
 * @param name empty without authentication
 */
public record Channel(String name) {

    public static final Channel OF_EVERYBODY = new Channel("");
}
