package org.imagebuilder.testsupport;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket that no other test uses, on one server per JVM that the first test starts that needs it. */
public record TestBucket(URI endpoint, String name, String accessKeyId, String secretAccessKey) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final class Server {
        static final BucketServer RUNNING = start();

        private static BucketServer start() {
            BucketServer server = BucketServer.start();
            Backend.stopAtExit("buckets", server::stop);
            return server;
        }
    }

    /** A new, empty bucket. */
    public static TestBucket fresh() {
        String name = "bucket-" + NUMBER.incrementAndGet();
        Server.RUNNING.make(name);
        return new TestBucket(Server.RUNNING.address(), name, BucketServer.ACCESS_KEY, BucketServer.SECRET_KEY);
    }

    /** The properties that tell a service to keep its files here. */
    public Map<String, String> settings() {
        return Map.of(
                "imagebuilder.artifacts.s3.bucket", name,
                "imagebuilder.artifacts.s3.endpoint", endpoint.toString(),
                "imagebuilder.artifacts.s3.access-key-id", accessKeyId,
                "imagebuilder.artifacts.s3.secret-access-key", secretAccessKey);
    }
}
