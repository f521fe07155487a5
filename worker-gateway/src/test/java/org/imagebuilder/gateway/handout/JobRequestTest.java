package org.imagebuilder.gateway.handout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.lanes.Lane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestTest {

    @Test
    @DisplayName("W5, W23 types bound to an architecture become lanes of the worker's architecture, others do not")
    void lanes() {
        assertThat(asking("aarch64", "osbuild", "bootc-info-resolve", "koji-init", "osbuild")
                        .lanes("org-1"))
                .isEqualTo(Set.of(
                        new Lane("org-1", "osbuild:aarch64"),
                        new Lane("org-1", "bootc-info-resolve:aarch64"),
                        new Lane("org-1", "koji-init")));
    }

    @Test
    void what_nobody_knows_has_no_lane() {
        assertThat(asking("m68k", "osbuild").lanes("")).isEmpty();
        assertThat(asking(null, "osbuild").lanes("")).isEmpty();
        assertThat(asking("x86_64", "osbuild:x86_64", "OSBUILD", "../x", null, "")
                        .lanes(""))
                .isEmpty();
        assertThat(new JobRequest(null, "x86_64", null).lanes("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest-id-only", "bootc-pre-manifest"})
    @DisplayName("W6 jobs of the server cannot be asked for")
    void server_jobs(String type) {
        assertThatThrownBy(() -> asking("x86_64", "depsolve", type).lanes(""))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(WorkerError.INVALID_JOB_TYPE));
    }

    private static JobRequest asking(@Nullable String arch, @Nullable String... types) {
        return new JobRequest(Arrays.asList(types), arch, null);
    }
}
