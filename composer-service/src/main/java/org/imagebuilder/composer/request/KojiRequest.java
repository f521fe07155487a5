package org.imagebuilder.composer.request;

/**
 * Where the images of a compose are registered as one build, and under which name.
 *
 * @param server address of the Koji hub
 * @param taskId the Koji task that the build belongs to
 */
public record KojiRequest(String server, long taskId, String name, String version, String release) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "KojiRequest[...]";
    }
}
