package org.imagebuilder.standalone.stack;

import java.net.URI;

/**
 * Where clients, workers and operators find the running process.
 *
 * @param kafka the broker's address, for those who read the events
 */
public record Endpoints(URI composer, URI worker, URI management, String kafka) {

    static Endpoints at(int composer, int worker, int management, String kafka) {
        return new Endpoints(
                url(composer, "/api/image-builder-composer/v2"),
                url(worker, "/api/image-builder-worker/v1"),
                url(management, ""),
                kafka);
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The one line that tells others that the process is ready. */
    public String readyLine() {
        return "ready composer=" + composer + " worker=" + worker + " management=" + management;
    }
}
