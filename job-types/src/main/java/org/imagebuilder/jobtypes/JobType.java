package org.imagebuilder.jobtypes;

import static org.imagebuilder.jobtypes.JobType.Place.ANYWHERE;
import static org.imagebuilder.jobtypes.JobType.Place.SAME_ARCHITECTURE;
import static org.imagebuilder.jobtypes.JobType.Runner.SERVER;
import static org.imagebuilder.jobtypes.JobType.Runner.WORKER;

import java.util.Arrays;
import java.util.Optional;

/** What each job type is called, where it runs, and what happens to it when a job it waits for fails. */
public enum JobType {
    OSBUILD("osbuild", SAME_ARCHITECTURE, WORKER),
    IMAGE_BUILDER_MANIFEST("image-builder-manifest", ANYWHERE, WORKER),
    DEPSOLVE("depsolve", ANYWHERE, WORKER),
    SEARCH_PACKAGES("search-packages", ANYWHERE, WORKER),
    MANIFEST_ID_ONLY("manifest-id-only", ANYWHERE, SERVER),
    CONTAINER_RESOLVE("container-resolve", ANYWHERE, WORKER),
    OSTREE_RESOLVE("ostree-resolve", ANYWHERE, WORKER),
    FILE_RESOLVE("file-resolve", ANYWHERE, WORKER),
    KOJI_INIT("koji-init", ANYWHERE, WORKER),
    KOJI_FINALIZE("koji-finalize", ANYWHERE, WORKER),
    AWS_EC2_COPY("aws-ec2-copy", ANYWHERE, WORKER),
    AWS_EC2_SHARE("aws-ec2-share", ANYWHERE, WORKER),
    BOOTC_INFO_RESOLVE("bootc-info-resolve", SAME_ARCHITECTURE, WORKER),
    BOOTC_PRE_MANIFEST("bootc-pre-manifest", ANYWHERE, SERVER);

    enum Place {
        SAME_ARCHITECTURE,
        ANYWHERE
    }

    enum Runner {
        WORKER,
        SERVER
    }

    private final String wireName;
    private final Place place;
    private final Runner runner;

    JobType(String wireName, Place place, Runner runner) {
        this.wireName = wireName;
        this.place = place;
        this.runner = runner;
    }

    /** The type that workers call by this name, without architecture. */
    public static Optional<JobType> named(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    /** The type a job is stored under, with the architecture after a colon exactly where the type is bound to one. */
    public static Optional<JobType> of(String storedType) {
        int colon = storedType.indexOf(':');
        String name = colon < 0 ? storedType : storedType.substring(0, colon);
        boolean architecture =
                colon >= 0 && Architecture.of(storedType.substring(colon + 1)).isPresent();
        return named(name).filter(t -> t.boundToArchitecture() ? architecture : colon < 0);
    }

    public String wireName() {
        return wireName;
    }

    /** Whether only workers of the image's architecture can run such jobs. */
    public boolean boundToArchitecture() {
        return place == SAME_ARCHITECTURE;
    }

    /** Whether workers may ask for such jobs; the others belong to the server. */
    public boolean requestable() {
        return runner == WORKER;
    }

    /** What a job of this type is stored under; types not bound to an architecture ignore it. */
    public String storedType(String architecture) {
        return boundToArchitecture() ? wireName + ":" + architecture : wireName;
    }

    /**
     * What becomes of a job of this type when one it depends on has failed.
     *
     * @return the error it finishes with at once; empty if it must run all the same
     */
    public Optional<JobError> errorAfterFailureOf(JobType dependency) {
        return switch (this) {
            case KOJI_FINALIZE -> Optional.empty(); // it marks the koji build as failed
            case OSBUILD ->
                switch (dependency) {
                    case IMAGE_BUILDER_MANIFEST, MANIFEST_ID_ONLY ->
                        Optional.of(JobError.of(JobErrorId.MANIFEST_DEPENDENCY, "The image's manifest was not made"));
                    default -> Optional.of(dependencyFailed());
                };
            default -> Optional.of(dependencyFailed());
        };
    }

    /** What a job of this type finishes with when one it depends on was cancelled, since that never gets a result. */
    public JobError errorAfterCancellation() {
        return JobError.of(JobErrorId.JOB_DEPENDENCY, "A job that this one depends on was cancelled");
    }

    private static JobError dependencyFailed() {
        return JobError.of(JobErrorId.JOB_DEPENDENCY, "A job that this one depends on failed");
    }
}
