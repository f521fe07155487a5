package org.imagebuilder.artifacts.bucket;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes the SDK speak what all servers understand: no checksums of its own in trailers, and no asking before a body is sent. */
final class S3Clients {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    /** Without a byte from the server. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** For a request with its body, but not for reading what comes back. */
    private static final Duration ONE_TRY = Duration.ofMinutes(3);

    private static final Duration ALL_TRIES = Duration.ofMinutes(8);

    private S3Clients() {}

    static S3Client make(BucketSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().expectContinueEnabled(false).build())
                .overrideConfiguration(
                        limits -> limits.apiCallAttemptTimeout(ONE_TRY).apiCallTimeout(ALL_TRIES))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TO_CONNECT)
                        .socketTimeout(SILENCE));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        if (settings.credentials() != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    settings.credentials().accessKeyId(), settings.credentials().secretAccessKey())));
        }
        return builder.build();
    }
}
