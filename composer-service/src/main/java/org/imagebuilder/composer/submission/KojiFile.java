package org.imagebuilder.composer.submission;

import org.imagebuilder.composer.request.KojiRequest;

/** How the files of a Koji build are called. */
final class KojiFile {

    private KojiFile() {}

    /**
     * The name of an image as a file of the build.
     *
     * @param filename of the image as it is exported; everything from its first dot on is kept, but a dot in front of it
     *     all is none
     */
    static String name(KojiRequest koji, String architecture, String filename) {
        int dot = filename.indexOf('.', 1);
        String extension = dot < 0 ? "" : filename.substring(dot);
        return koji.name() + "-" + koji.version() + "-" + koji.release() + "." + architecture + extension;
    }
}
