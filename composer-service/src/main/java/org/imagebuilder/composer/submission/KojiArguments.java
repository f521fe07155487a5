package org.imagebuilder.composer.submission;

import java.time.Instant;
import java.util.List;
import org.imagebuilder.composer.request.KojiRequest;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** What workers need to register a build with Koji. */
final class KojiArguments {

    private KojiArguments() {}

    /** Before the first image is built. */
    record Init(String server, String name, String version, String release) {

        static Init of(KojiRequest koji) {
            return new Init(koji.server(), koji.name(), koji.version(), koji.release());
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Init[...]";
        }
    }

    /**
     * After the last image was built.
     *
     * @param kojiFilenames of the images, in the order of their results
     * @param kojiDirectory where the files are
     * @param startTime Unix time, seconds
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Finalize(
            String server,
            String name,
            String version,
            String release,
            List<String> kojiFilenames,
            String kojiDirectory,
            long taskId,
            long startTime) {

        static Finalize of(KojiRequest koji, List<String> filenames, String directory, Instant start) {
            return new Finalize(
                    koji.server(),
                    koji.name(),
                    koji.version(),
                    koji.release(),
                    filenames,
                    directory,
                    koji.taskId(),
                    start.getEpochSecond());
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Finalize[...]";
        }
    }
}
