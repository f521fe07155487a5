package org.imagebuilder.composer.cloning;

import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.FinishedJobs;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.Payloads;
import org.springframework.stereotype.Component;

/** Knows where copied and shared images are. */
@Component
final class CopiedImages {

    /** Of a result that says nothing but where an image is. */
    private static final int LARGEST = 1024 * 1024;

    private final FinishedJobs finished;
    private final Payloads payloads;

    CopiedImages(FinishedJobs finished, Payloads payloads) {
        this.finished = finished;
        this.payloads = payloads;
    }

    /** A copy that was made of an image before. */
    record Copy(UUID job, ImagePlace place) {}

    /** A finished copy in this region of the image that this build made. */
    Optional<Copy> copyOf(UUID build, String region) {
        return finished.succeededDependents(build, JobType.AWS_EC2_COPY.wireName()).stream()
                .map(job -> new Copy(job.id(), placeOf(job)))
                .filter(copy -> copy.place.isKnown() && copy.place.region().equals(region))
                .findFirst();
    }

    /**
     * Where the image of a copy or share job is; nowhere before it has finished.
     *
     * @throws MalformedResultException if the job's result is none
     */
    ImagePlace placeOf(JobSnapshot job) {
        if (!job.isFinished()) {
            return ImagePlace.NOWHERE;
        }
        ResultDigest digest = ResultDigest.parse(job.digest() == null ? "null" : job.digest());
        Optional<ImagePlace> place = placeIn(digest);
        if (place.isEmpty() && job.failure() == null) {
            // digests that were made before they had a place for it
            place = payloads.result(job.id(), LARGEST)
                    .map(Payloads.Sized::json)
                    .flatMap(result -> placeIn(ResultDigest.of(result.array(), result.from(), result.length())));
        }
        return place.orElse(ImagePlace.NOWHERE);
    }

    private static Optional<ImagePlace> placeIn(ResultDigest digest) {
        String ami = digest.at("ami").asString("");
        String region = digest.at("region").asString("");
        return ami.isEmpty() && region.isEmpty() ? Optional.empty() : Optional.of(new ImagePlace(ami, region));
    }
}
