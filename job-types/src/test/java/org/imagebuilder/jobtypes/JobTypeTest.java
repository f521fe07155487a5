package org.imagebuilder.jobtypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTypeTest {

    @ParameterizedTest
    @EnumSource
    void a_stored_type_leads_back_to_its_type(JobType type) {
        assertThat(JobType.of(type.storedType("s390x"))).contains(type);
        assertThat(JobType.named(type.wireName())).contains(type);
    }

    @Test
    void only_types_bound_to_an_architecture_carry_one() {
        assertThat(JobType.OSBUILD.storedType("x86_64")).isEqualTo("osbuild:x86_64");
        assertThat(JobType.BOOTC_INFO_RESOLVE.storedType("riscv64")).isEqualTo("bootc-info-resolve:riscv64");
        assertThat(JobType.DEPSOLVE.storedType("x86_64")).isEqualTo("depsolve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "osbuild", "osbuild:", "osbuild:vax", "depsolve:x86_64", "depsolve:", "Osbuild:x86_64"})
    void nothing_else_is_a_stored_type(String stored) {
        assertThat(JobType.of(stored)).isEmpty();
    }

    @Test
    @DisplayName("W6 the server's own job types are not for workers")
    void server_types_cannot_be_requested() {
        assertThat(Arrays.stream(JobType.values()).filter(t -> !t.requestable()))
                .containsExactly(JobType.MANIFEST_ID_ONLY, JobType.BOOTC_PRE_MANIFEST);
    }

    @ParameterizedTest
    @CsvSource({
        "OSBUILD, IMAGE_BUILDER_MANIFEST, 9",
        "OSBUILD, MANIFEST_ID_ONLY, 9",
        "OSBUILD, KOJI_INIT, 26",
        "OSBUILD, DEPSOLVE, 26",
        "OSBUILD, BOOTC_PRE_MANIFEST, 26",
        "MANIFEST_ID_ONLY, DEPSOLVE, 26",
        "AWS_EC2_SHARE, AWS_EC2_COPY, 26",
    })
    void a_failed_dependency_fails_its_dependents(JobType type, JobType dependency, int error) {
        assertThat(type.errorAfterFailureOf(dependency)).map(JobError::id).contains(error);
    }

    @ParameterizedTest
    @EnumSource
    void koji_finalize_runs_whatever_failed_before_it(JobType dependency) {
        assertThat(JobType.KOJI_FINALIZE.errorAfterFailureOf(dependency)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Q21 dependents of a cancelled job finish with error 26")
    void a_cancelled_dependency_fails_every_type(JobType type) {
        assertThat(type.errorAfterCancellation().id()).isEqualTo(26);
    }
}
