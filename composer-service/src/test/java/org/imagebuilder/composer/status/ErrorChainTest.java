package org.imagebuilder.composer.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorChainTest {

    private static final String SUCCESS = "{\"success\":true,\"osbuild_output\":{\"success\":true}}";

    private final Compose compose = new Compose();

    @Test
    @DisplayName("E1 a failed depsolve shows through manifest and build")
    void chain_of_three() {
        UUID depsolve = compose.finished("depsolve", error(20));
        UUID manifest = compose.finished("manifest-id-only", error(5), depsolve);
        compose.finished("osbuild:x86_64", error(9), manifest);
        assertChain("9[5[20]]");
    }

    @Test
    @DisplayName("E2 the chain ends at the job that failed by itself")
    void chain_of_two() {
        UUID depsolve = compose.finished("depsolve", "{}");
        UUID manifest = compose.finished("manifest-id-only", error(8), depsolve);
        compose.finished("osbuild:x86_64", error(9), manifest);
        assertChain("9[8]");
    }

    @Test
    @DisplayName("E3 an error of the job's own is all there is")
    void own_error() {
        UUID manifest = compose.finished("manifest-id-only", error(8));
        compose.finished("osbuild:x86_64", error(19), manifest);
        assertChain("19");
    }

    @Test
    @DisplayName("E4 several failed dependencies stand side by side, in their order")
    void failed_dependencies_side_by_side() {
        UUID depsolve = compose.finished("depsolve", "{}");
        UUID container = compose.finished("container-resolve", error(30));
        UUID ostree = compose.finished("ostree-resolve", error(33));
        UUID manifest = compose.finished("manifest-id-only", error(31), depsolve, container, ostree);
        compose.finished("osbuild:x86_64", error(9), manifest);
        assertChain("9[31[30,33]]");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 34})
    @DisplayName("E4 a failed OSTree resolution shows through manifest and build")
    void failed_ostree_resolution(int error) {
        UUID ostree = compose.finished("ostree-resolve", error(error));
        UUID manifest = compose.finished("manifest-id-only", error(35), ostree);
        compose.finished("osbuild:x86_64", error(9), manifest);
        assertChain("9[35[" + error + "]]");
    }

    @Test
    @DisplayName("E5 koji: the builds that failed, and not those that succeeded")
    void koji_builds() {
        UUID init = compose.finished("koji-init", "{\"build_id\":1}");
        UUID manifest = compose.finished("manifest-id-only", error(8), init);
        UUID failed = compose.finished("osbuild:x86_64", error(9), init, manifest);
        UUID good = compose.finished("osbuild:aarch64", SUCCESS, init);
        compose.finished("koji-finalize", error(13), init, failed, good);
        assertChain("13[9[8]]");
    }

    @Test
    @DisplayName("E5 koji: a failed registration")
    void koji_init() {
        UUID init = compose.finished("koji-init", error(15));
        UUID build = compose.finished("osbuild:x86_64", error(26), init);
        compose.finished("koji-finalize", error(13), init, build);
        assertChain("13[15,26[15]]");
    }

    @Test
    @DisplayName("E6 success all along has no error")
    void success() {
        UUID manifest = compose.finished("image-builder-manifest", "{\"data\":{}}");
        compose.finished("osbuild:x86_64", SUCCESS, manifest);
        assertThat(ErrorChain.of(compose.tree().root(), compose.tree())).isEmpty();
    }

    @Test
    @DisplayName("E6 a job without error has none, whatever its dependencies have")
    void success_in_spite_of_a_dependency() {
        UUID manifest = compose.finished("image-builder-manifest", error(23));
        compose.finished("osbuild:x86_64", SUCCESS, manifest);
        assertThat(ErrorChain.of(compose.tree().root(), compose.tree())).isEmpty();
    }

    @Test
    @DisplayName("E7 manifests made by workers and bootc jobs take part")
    void newer_job_types() {
        UUID info = compose.finished("bootc-info-resolve:x86_64", error(41));
        UUID preManifest = compose.finished("bootc-pre-manifest", error(26), info);
        UUID manifest = compose.finished("image-builder-manifest", error(23));
        compose.finished("osbuild:x86_64", error(26), preManifest, manifest);
        assertChain("26[26[41],23]");
    }

    @Test
    @DisplayName("E7 copying and sharing do not")
    void copies_are_no_part_of_a_chain() {
        UUID copy = compose.finished("aws-ec2-copy", error(3));
        compose.finished("osbuild:x86_64", error(26), copy);
        JobTree tree = compose.tree();
        assertThatThrownBy(() -> ErrorChain.of(tree.root(), tree))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().number()).isEqualTo(1016));
    }

    @Test
    @DisplayName("E8 without an error in any dependency the details stay as reported")
    void nothing_to_show_instead() {
        UUID finished = compose.finished("image-builder-manifest", "{\"data\":{}}");
        UUID cancelled = compose.job("depsolve", JobState.CANCELED, null);
        UUID running = compose.job("ostree-resolve", JobState.RUNNING, null);
        compose.finished(
                "osbuild:x86_64",
                "{\"job_error\":{\"id\":26,\"reason\":\"r\",\"details\":\"as reported\"}}",
                finished,
                cancelled,
                running);
        assertThat(ErrorChain.of(compose.tree().root(), compose.tree())
                        .orElseThrow()
                        .toJson())
                .hasToString("{\"id\":26,\"reason\":\"r\",\"details\":\"as reported\"}");
    }

    @Test
    void an_unreadable_dependency_is_an_error_of_its_own() {
        UUID manifest = compose.finished("image-builder-manifest", "{\"job_error\":\"text\"}");
        compose.finished("osbuild:x86_64", error(9), manifest);
        JobTree tree = compose.tree();
        assertThatThrownBy(() -> ErrorChain.of(tree.root(), tree))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().number()).isEqualTo(1016));
    }

    private static String error(int id) {
        return "{\"job_error\":{\"id\":" + id + ",\"reason\":\"reason " + id + "\",\"details\":\"detail\"}}";
    }

    private void assertChain(String ids) {
        JobTree tree = compose.tree();
        JobError error = ErrorChain.of(tree.root(), tree).orElseThrow();
        String shape = error.toJson()
                .toString()
                .replaceAll("\"reason\":\"reason \\d+\"", "")
                .replaceAll(",\"details\":\"detail\"", "")
                .replaceAll("\"id\":(\\d+),", "$1")
                .replaceAll(",\"details\":", "")
                .replaceAll("[{}]", "");
        assertThat(shape).isEqualTo(ids);
    }
}
