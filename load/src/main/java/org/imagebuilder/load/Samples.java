package org.imagebuilder.load;

import java.util.UUID;

/** What clients ask for and workers report, with nothing in it that anybody has built. */
public final class Samples {

    /** A request for a compose of two jobs: the manifest, and the image after it. */
    public static final String COMPOSE = """
            {"distribution":"rhel-9.6","image_request":{"architecture":"x86_64","image_type":"guest-image",
             "repositories":[{"baseurl":"https://repo.example.com/os/","rhsm":false}],
             "upload_options":{"region":"us-east-1"}}}
            """;

    private static final String MARK = "mark-";
    private static final int MARK_LENGTH =
            MARK.length() + UUID.randomUUID().toString().length();

    private Samples() {}

    /** Something to tell one result from all others by. */
    public static String newMark() {
        return MARK + UUID.randomUUID();
    }

    /** The first mark in a text; empty if there is none. */
    public static String markIn(String text) {
        int at = text.indexOf(MARK);
        return at < 0 ? "" : text.substring(at, Math.min(at + MARK_LENGTH, text.length()));
    }

    /** The report of a manifest's job that has succeeded. */
    public static String manifest(String mark) {
        return "{\"result\":{\"data\":{\"version\":\"2\",\"mark\":\"%s\"},\"error\":\"\"}}".formatted(mark);
    }

    /** The report of an image's job that has succeeded. */
    public static String image(String mark) {
        return """
                {"result":{"success":true,"osbuild_output":{"type":"result","success":true,"log":{"build":[]}},
                 "upload_status":"success","host_os":"%s","target_results":[{"name":"org.osbuild.aws.s3",
                 "options":{"url":"https://images.example.com/disk.qcow2"}}]}}""".formatted(mark);
    }
}
