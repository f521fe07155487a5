package org.imagebuilder.composer.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredResultTest {

    @ParameterizedTest
    @EnumSource(JobType.class)
    @DisplayName("W22 a result can be read as one of its own type and of no other")
    void type(JobType type) {
        JobSnapshot job = job(type.storedType("x86_64"));

        assertThat(StoredResult.of(job, type).osbuildSuccess()).isTrue();
        assertThat(Arrays.stream(JobType.values()).filter(other -> other != type))
                .allSatisfy(other -> assertThatThrownBy(() -> StoredResult.of(job, other))
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                e -> assertThat(e.error()).isEqualTo(ComposerError.INVALID_JOB_TYPE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"osbuild", "osbuild:vax", "osbuild:x86_64:x86_64", "depsolve:x86_64", "unheard-of"})
    @DisplayName("W22 a result of a type that does not exist can be read as none")
    void unknownType(String type) {
        JobSnapshot job = job(type);

        assertThat(JobType.values())
                .allSatisfy(any ->
                        assertThatThrownBy(() -> StoredResult.of(job, any)).isInstanceOf(ApiException.class));
    }

    private static JobSnapshot job(String type) {
        var compose = new Compose();
        compose.job(type, JobState.FINISHED, "{\"success\":true}");
        return compose.jobs().getFirst();
    }
}
