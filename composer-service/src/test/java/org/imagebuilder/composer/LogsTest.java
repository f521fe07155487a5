package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.withImage;

import java.util.UUID;
import org.imagebuilder.composer.Work.Koji;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LogsTest {

    private static final String EMPTY = "{\"success\":false,\"upload_status\":\"\",\"host_os\":\"\",\"arch\":\"\"}";

    private final NewJob build = Work.given("osbuild:x86_64", "{}");
    private final UUID id = Work.compose("", build);

    @Test
    @DisplayName("C19 logs of a compose that nobody has begun are empty")
    void before_anything_ran() {
        UUID submitted = UUID.fromString(RunningService.json(RunningService.submit(withImage()))
                .path("id")
                .asString());
        assertThat(RunningService.get("/composes/" + submitted + "/logs"))
                .hasToString("{\"href\":\"/api/image-builder-composer/v2/composes/" + submitted + "/logs\",\"id\":\""
                        + submitted + "\",\"kind\":\"ComposeLogs\",\"image_builds\":[" + EMPTY + "]}");
    }

    @Test
    @DisplayName("C19 a partial result is there while the build runs, and not for the attempt after that")
    void while_it_runs() {
        Handle held = Work.progress(id, "{\"progress\":{\"done\":1,\"total\":2},\"host_os\":\"fedora-44\"}");
        assertLog("""
                {"success":false,"progress":{"done":1,"total":2},"host_os":"fedora-44","upload_status":"","arch":""}""");
        Work.handBack(held);
        assertLog(EMPTY);
    }

    @Test
    @DisplayName("C19 a result is there as it is stored, every byte of what is in it")
    void as_stored() {
        String output =
                "{\"success\": true, \"log\":{\"os\" :[{\"id\":\"\\u0000 \\/ grün\",\"n\":1.50e3}]},\"metadata\":null}";
        Work.finish(id, """
                { "host_os" : "fedora-44" , "newer": {"a":[ 1 ,2]}, "osbuild_output": OUTPUT,
                  "target_results": [ ], "image_boot_mode": "", "osbuild_version": null, "count": 0,
                  "arch": "x86_64",
                  "success": true, "pipeline_names": {"build":["build"],"payload":["os"]} }""".replace("OUTPUT", output));

        String answer = RunningService.send(RunningService.request("/composes/" + id + "/logs")
                        .GET()
                        .build())
                .body();

        assertThat(answer)
                .endsWith(
                        "\"image_builds\":[{\"success\":true,\"host_os\":\"fedora-44\",\"newer\":{\"a\":[ 1 ,2]},"
                                + "\"osbuild_output\":" + output + ",\"count\":0,\"arch\":\"x86_64\","
                                + "\"pipeline_names\":{\"build\":[\"build\"],\"payload\":[\"os\"]},\"upload_status\":\"\"}]}\n");
    }

    @ParameterizedTest
    @DisplayName("C19 what old workers only say in other words is added")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | false | 10 |
            {"success":false,"osbuild_output":{"success":true}}             | true  |    |
            {"osbuild_output":{"success":false}}                            | false |    |
            {"osbuild_output":{"success":false,"error":{"type":"x"}}}       | false | 18 |
            {"osbuild_output":{"success":true},"job_error":{"id":11,"reason":"r"}} | false | 11 | r
            {"osbuild_output":{"success":true},"job_error":null,"target_results":[{"name":"t","target_error":{"id":11,"reason":"r"}}]} | false | 28 |
            """)
    void old_results(String result, boolean success, String error, String reason) {
        Work.finish(id, result);

        JsonNode log = RunningService.get("/composes/" + id + "/logs").at("/image_builds/0");

        assertThat(log.path("success").asBoolean()).isEqualTo(success);
        assertThat(log.path("job_error").path("id").asString("")).isEqualTo(error == null ? "" : error);
        if (reason != null) {
            assertThat(log.path("job_error").path("reason").asString()).isEqualTo(reason);
        }
    }

    @Test
    @DisplayName("C19 a cancelled build has no logs any more")
    void cancelled() {
        Work.progress(id, "{\"host_os\":\"fedora-44\"}");
        Work.cancel(id);
        assertLog(EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"null", "[1]", "{\"success\":7,\"osbuild_output\":{}}"})
    void a_result_that_cannot_be_read_is_not_found(String result) {
        Work.finish(id, result);
        assertThat(RunningService.get("/composes/" + id + "/logs").path("id").asString())
                .isEqualTo("15");
    }

    @Test
    void logs_are_indented_on_request() {
        Work.finish(id, "{\"osbuild_output\":{\"success\":true,\"log\":{\"os\":[{\"id\":\"a:{\"}]}},\"arch\":\"x\"}");
        String answer = RunningService.send(RunningService.request("/composes/" + id + "/logs?pretty")
                        .GET()
                        .build())
                .body();
        assertThat(answer).contains("\n  \"kind\": \"ComposeLogs\",\n").endsWith("""
                        "log": {
                          "os": [
                            {
                              "id": "a:{"
                            }
                          ]
                        }
                      },
                      "arch": "x",
                      "upload_status": "",
                      "host_os": ""
                    }
                  ]
                }
                """);
    }

    @Test
    @DisplayName("K8 logs of a koji compose hold all builds, and what was said to Koji")
    void koji() {
        Koji koji = Koji.stored();
        assertThat(logs(koji)).endsWith("""
                        "image_builds":[E,E],"koji":{"init":{"build_id":0,"token":"","koji_error":""},\
                        "import":{"koji_error":""}}}""".replace("E", EMPTY));

        Work.finish(koji.init(), "{\"build_id\":17,\"token\":\"t\",\"koji_error\":\"\"}");
        koji.depsolves().forEach(job -> Work.finish(job, "{}"));
        koji.manifests().forEach(job -> Work.finish(job, "{\"data\":{}}"));
        Work.finish(koji.builds().get(0), "{\"arch\":\"x86_64\",\"osbuild_output\":{\"success\":true}}");
        Work.finish(koji.builds().get(1), "{\"arch\":\"aarch64\",\"osbuild_output\":{\"success\":true}}");
        Work.finish(koji.finish(), "{\"koji_error\":\"no\"}");

        assertThat(logs(koji))
                .contains("\"arch\":\"x86_64\"")
                .containsSubsequence("\"arch\":\"x86_64\"", "\"arch\":\"aarch64\"")
                .endsWith("""
                        "koji":{"init":{"build_id":17,"token":"t","koji_error":""},\
                        "import":{"koji_error":"no","job_error":{"id":18,"reason":"no"}}}}""");
    }

    @Test
    @DisplayName("K10 the builds of a koji compose have logs of their own, the job that begins it has none")
    void parts_of_koji() {
        Koji koji = Koji.stored();
        assertThat(RunningService.get("/composes/" + koji.builds().get(1).id() + "/logs")
                        .path("image_builds"))
                .hasToString("[" + EMPTY + "]");
        assertThat(errorOf(koji.init().id())).isEqualTo("26");
        assertThat(errorOf(koji.manifests().getFirst().id())).isEqualTo("26");
        assertThat(errorOf(UUID.randomUUID())).isEqualTo("15");
    }

    @Test
    void a_koji_compose_that_depends_on_something_else_has_no_logs() {
        NewJob init = Work.job("koji-init");
        NewJob other = Work.job("depsolve");
        UUID odd = Work.compose("", init, other, Work.job("koji-finalize", init, other));
        assertThat(errorOf(odd)).isEqualTo("26");
    }

    private void assertLog(String expected) {
        assertThat(RunningService.get("/composes/" + id + "/logs").at("/image_builds/0"))
                .hasToString(expected);
    }

    private static String logs(Koji koji) {
        return RunningService.get("/composes/" + koji.id() + "/logs").toString();
    }

    private static String errorOf(UUID job) {
        return RunningService.get("/composes/" + job + "/logs").path("id").asString();
    }
}
