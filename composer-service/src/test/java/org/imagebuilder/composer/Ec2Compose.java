package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.http.HttpResponse;
import java.util.UUID;

/** Composes whose image goes to EC2, from where it can be cloned. */
public final class Ec2Compose {

    private static final String IMAGE = """
            {"success":true,"upload_status":"success","pipeline_names":{"build":["build"],"payload":["os"]},
             "osbuild_output":{"type":"result","success":true,"log":{"os":[]},"metadata":{"os":{}}},
             "target_results":[{"name":"org.osbuild.aws","options":{"ami":"ami-1","region":"us-east-1"}}]}""";

    private Ec2Compose() {}

    /**
     * Submits one.
     *
     * @param accounts a JSON array
     */
    static UUID submitted(String accounts) {
        String options = "{\"region\":\"us-east-1\",\"share_with_accounts\":" + accounts + "}";
        HttpResponse<String> response =
                RunningService.submit(withImage("image_type", "\"aws\"", "upload_options", options));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return UUID.fromString(RunningService.json(response).path("id").asString());
    }

    /** A successful one, with AMI {@code ami-1} in {@code us-east-1}. */
    public static UUID finished(String accounts) {
        UUID compose = submitted(accounts);
        finish(compose, IMAGE);
        return compose;
    }

    static void finish(UUID compose, String result) {
        PlayedWorker worker = new PlayedWorker(RunningService.statements());
        UUID manifest = RunningService.jobsOf(compose.toString()).getFirst().id();
        worker.finish(manifest, "{\"data\":{}}");
        worker.finish(compose, result);
    }
}
