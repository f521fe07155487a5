package org.imagebuilder.dispatcher.dependencies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.DependencyRule;

/** The job-type table, as rules for the queue: the particular before the general. */
final class DependencyRules {

    private DependencyRules() {}

    static List<DependencyRule> all() {
        List<DependencyRule> rules = new ArrayList<>();
        for (JobType type : JobType.values()) {
            rules.add(fail(type, DependencyRule.CANCELED, type.errorAfterCancellation()));
            Optional<JobError> usual = mostCommon(type);
            Arrays.stream(JobType.values())
                    .filter(dependency -> !type.errorAfterFailureOf(dependency).equals(usual))
                    .forEach(dependency ->
                            rules.add(rule(type, dependency.wireName(), type.errorAfterFailureOf(dependency))));
            rules.add(rule(type, DependencyRule.ANY, usual));
        }
        return rules;
    }

    private static Optional<JobError> mostCommon(JobType type) {
        return Arrays.stream(JobType.values())
                .collect(Collectors.groupingBy(type::errorAfterFailureOf, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static DependencyRule rule(JobType type, String dependency, Optional<JobError> error) {
        return error.map(e -> fail(type, dependency, e))
                .orElseGet(() -> new DependencyRule(type.wireName(), dependency, null, null, null));
    }

    private static DependencyRule fail(JobType type, String dependency, JobError error) {
        return new DependencyRule(type.wireName(), dependency, error.id(), error.reason(), error.toResult());
    }
}
