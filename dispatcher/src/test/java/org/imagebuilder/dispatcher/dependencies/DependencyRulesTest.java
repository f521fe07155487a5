package org.imagebuilder.dispatcher.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.DependencyRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules are read as the queue reads them: the first that fits decides. */
class DependencyRulesTest {

    private static final List<DependencyRule> RULES = DependencyRules.all();

    @ParameterizedTest
    @CsvSource({
        "osbuild, image-builder-manifest, 9",
        "osbuild, manifest-id-only, 9",
        "osbuild, koji-init, 26",
        "osbuild, depsolve, 26",
        "aws-ec2-share, aws-ec2-copy, 26",
        "aws-ec2-copy, osbuild, 26",
    })
    @DisplayName("a job whose dependency failed gets the error that a worker would have reported")
    void failed(String type, String dependency, int error) {
        assertThat(first(type, dependency)).map(DependencyRule::errorId).contains(error);
        assertThat(first(type, dependency))
                .map(DependencyRule::result)
                .hasValueSatisfying(result -> assertThat(result).startsWith("{\"job_error\":{\"id\":" + error));
    }

    @ParameterizedTest
    @EnumSource(JobType.class)
    @DisplayName("koji-finalize runs whatever failed, since it marks the koji build as failed")
    void runsAnyway(JobType dependency) {
        assertThat(first("koji-finalize", dependency.wireName())).isPresent();
        assertThat(first("koji-finalize", dependency.wireName()).map(DependencyRule::errorId))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(JobType.class)
    @DisplayName("Q21 no job waits for ever for one that was cancelled")
    void canceled(JobType type) {
        assertThat(first(type.wireName(), DependencyRule.CANCELED).map(DependencyRule::errorId))
                .contains(26);
    }

    @Test
    @DisplayName("every pair of types has a rule")
    void complete() {
        for (JobType type : JobType.values()) {
            for (JobType dependency : JobType.values()) {
                assertThat(first(type.wireName(), dependency.wireName())).isPresent();
            }
        }
    }

    private static Optional<DependencyRule> first(String type, String dependency) {
        boolean canceled = dependency.equals(DependencyRule.CANCELED);
        return RULES.stream()
                .filter(r -> r.type().equals(type))
                .filter(r -> r.dependencyType().equals(dependency)
                        || (!canceled && r.dependencyType().equals(DependencyRule.ANY)))
                .findFirst();
    }
}
