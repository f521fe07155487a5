package org.imagebuilder.composer.cloning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.NewJob;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs that a clone takes.
 *
 * @param jobs in their order; none if everything is there already
 * @param last the job at the end of the chain, new or not
 */
record ClonePlan(List<NewJob> jobs, UUID last) {

    /** By this beginning of their names, images of this service are found and removed when they are old. */
    private static final String OURS = "composer-api-";

    @JsonPropertyOrder({"ami", "source_region", "target_region", "target_name"})
    private record CopyArguments(
            String ami,
            @JsonProperty("source_region") String sourceRegion,
            @JsonProperty("target_region") String targetRegion,
            @JsonProperty("target_name") String targetName) {}

    @JsonPropertyOrder({"ami", "region", "shareWithAccounts"})
    private record ShareArguments(String ami, String region, List<String> shareWithAccounts) {}

    /**
     * Plans a clone.
     *
     * @param build the job that made the image
     * @param image where it is
     * @param accounts who may use it already
     * @param copy a job that has copied it to the wanted region before; null if there is none
     * @param ids makes ids of jobs
     */
    static ClonePlan of(
            UUID build,
            ImagePlace image,
            List<String> accounts,
            CloneRequest wanted,
            @Nullable UUID copy,
            Supplier<UUID> ids) {
        List<NewJob> jobs = new ArrayList<>();
        boolean elsewhere = !wanted.region().equals(image.region());
        UUID last = build;
        if (elsewhere && copy != null) {
            last = copy;
        } else if (elsewhere) {
            var arguments = new CopyArguments(image.ami(), image.region(), wanted.region(), OURS + UUID.randomUUID());
            last = add(jobs, ids.get(), JobType.AWS_EC2_COPY, arguments, last);
        }
        List<String> all =
                Stream.concat(accounts.stream(), wanted.accounts().stream()).toList();
        if (!all.isEmpty()) {
            // what a copy is called is known when it is made, and then comes as its result
            ImagePlace shared = elsewhere ? ImagePlace.NOWHERE : image;
            var arguments = new ShareArguments(shared.ami(), shared.region(), all);
            last = add(jobs, ids.get(), JobType.AWS_EC2_SHARE, arguments, last);
        }
        return new ClonePlan(jobs, last);
    }

    private static UUID add(List<NewJob> jobs, UUID id, JobType type, Object arguments, UUID dependency) {
        String text = JsonMapper.shared().writeValueAsString(arguments);
        jobs.add(new NewJob(id, type.wireName(), text, List.of(dependency)));
        return id;
    }
}
