package org.imagebuilder.jobtypes;

import static org.imagebuilder.jobtypes.JobErrorId.Blame.SERVICE;
import static org.imagebuilder.jobtypes.JobErrorId.Blame.USER;
import static org.imagebuilder.jobtypes.JobErrorId.Cause.DEPENDENCY;
import static org.imagebuilder.jobtypes.JobErrorId.Cause.OWN;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every way a job can fail. Numbers are the contract with workers and clients. */
public enum JobErrorId {
    NO_DYNAMIC_ARGS(1, USER, OWN),
    INVALID_TARGET_CONFIG(2, USER, OWN),
    SHARING_TARGET(3, USER, OWN),
    INVALID_TARGET(4, USER, OWN),
    DEPSOLVE_DEPENDENCY(5, USER, DEPENDENCY),
    READING_JOB_STATUS(6, SERVICE, OWN),
    PARSING_DYNAMIC_ARGS(7, SERVICE, OWN),
    MANIFEST_GENERATION(8, SERVICE, OWN),
    MANIFEST_DEPENDENCY(9, USER, DEPENDENCY),
    BUILD_JOB(10, SERVICE, OWN),
    UPLOADING_IMAGE(11, SERVICE, OWN),
    IMPORTING_IMAGE(12, SERVICE, OWN),
    KOJI_FAILED_DEPENDENCY(13, SERVICE, DEPENDENCY),
    KOJI_BUILD(14, SERVICE, OWN),
    KOJI_INIT(15, SERVICE, OWN),
    KOJI_FINALIZE(16, SERVICE, OWN),
    INVALID_CONFIG(17, SERVICE, OWN),
    OLD_RESULT(18, SERVICE, OWN),
    EMPTY_MANIFEST(19, USER, OWN),
    DNF_DEPSOLVE(20, USER, OWN),
    DNF_MARKING(21, USER, OWN),
    DNF_OTHER(22, SERVICE, OWN),
    RPMMD(23, SERVICE, OWN),
    EMPTY_PACKAGE_SPECS(24, USER, OWN),
    DNF_REPO(25, SERVICE, OWN),
    JOB_DEPENDENCY(26, USER, DEPENDENCY),
    MISSING_HEARTBEAT(27, SERVICE, OWN),
    TARGET_ERROR(28, USER, OWN),
    PARSING_JOB_ARGS(29, SERVICE, OWN),
    CONTAINER_RESOLUTION(30, USER, OWN),
    CONTAINER_DEPENDENCY(31, SERVICE, DEPENDENCY),
    OSTREE_REF_INVALID(32, SERVICE, OWN),
    OSTREE_REF_RESOLUTION(33, SERVICE, OWN),
    OSTREE_PARAMS_INVALID(34, SERVICE, OWN),
    OSTREE_DEPENDENCY(35, USER, DEPENDENCY),
    REMOTE_FILE_RESOLUTION(36, SERVICE, OWN),
    JOB_PANICKED(37, SERVICE, OWN),
    GENERATING_SIGNED_URL(38, SERVICE, OWN),
    INVALID_REPOSITORY_URL(39, SERVICE, OWN),
    DEPSOLVE_TIMEOUT(40, SERVICE, OWN),
    BOOTC_INFO_RESOLVE(41, USER, OWN),
    BUILD_VERSION_MISMATCH(42, SERVICE, DEPENDENCY);

    /** Who has to change something so that the job can succeed. */
    public enum Blame {
        USER("4xx"),
        SERVICE("5xx");

        private final String label;

        Blame(String label) {
            this.label = label;
        }

        /** The value of the job metrics' status label. */
        public String label() {
            return label;
        }
    }

    enum Cause {
        OWN,
        DEPENDENCY
    }

    private static final Map<Integer, JobErrorId> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(JobErrorId::number, Function.identity()));

    private final int number;
    private final Blame blame;
    private final Cause cause;

    JobErrorId(int number, Blame blame, Cause cause) {
        this.number = number;
        this.blame = blame;
        this.cause = cause;
    }

    public static Optional<JobErrorId> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** Numbers that newer workers may send count as the service's fault. */
    public static Blame blameFor(int number) {
        return of(number).map(id -> id.blame).orElse(Blame.SERVICE);
    }

    /** Whether such an error only says that a dependency failed, so that the real reason stands in the dependency. */
    public static boolean pointsToDependency(int number) {
        return of(number).filter(id -> id.cause == Cause.DEPENDENCY).isPresent();
    }

    public int number() {
        return number;
    }

    public Blame blame() {
        return blame;
    }
}
