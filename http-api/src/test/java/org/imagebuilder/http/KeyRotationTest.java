package org.imagebuilder.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.imagebuilder.testsupport.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Keys come and go while the API runs. */
class KeyRotationTest extends TeapotTest {

    private static final JWK FIRST = TestIssuer.rsaKey("first");
    private static final JWK LASTING = TestIssuer.ecKey("lasting");
    private static final TestIssuer ISSUER = TestIssuer.start(FIRST);
    private static final TestIssuer SECOND = TestIssuer.start(LASTING);
    private static final Duration CACHE_TIME = Duration.ofSeconds(3);
    private static final String POT = "/api/pots/" + UUID.randomUUID();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("imagebuilder.authentication.mode", () -> "jwt");
        properties.add("imagebuilder.authentication.jwt.key-urls", () -> ISSUER.keysUrl() + "," + SECOND.keysUrl());
        properties.add("imagebuilder.authentication.jwt.keys.cache-time", CACHE_TIME::toString);
        properties.add("imagebuilder.authentication.jwt.keys.fetch-pause", () -> "1s");
        properties.add("imagebuilder.authentication.jwt.keys.timeout", () -> "30s");
    }

    @BeforeEach
    void firstKeyIsKnown() {
        ISSUER.answerWith(() -> 200);
        ISSUER.publish(FIRST);
        await().atMost(20, SECONDS).until(() -> status(FIRST) == 200);
    }

    @Test
    void a_new_key_counts_at_once_and_a_withdrawn_one_no_longer_than_the_cache_time() throws Exception {
        JWK next = TestIssuer.rsaKey("next");
        afterThePause();
        ISSUER.publish(FIRST, next);

        assertThat(status(next)).as("the very first request").isEqualTo(200);
        assertThat(status(FIRST)).isEqualTo(200);
        assertThat(status(LASTING)).isEqualTo(200);

        ISSUER.publish(next);
        await().atMost(CACHE_TIME.plusSeconds(2)).until(() -> status(FIRST) == 401);
        assertThat(status(next)).isEqualTo(200);
    }

    @Test
    void another_key_under_the_id_of_an_old_one_counts_after_the_cache_time() throws Exception {
        JWK imposter = TestIssuer.rsaKey("first");
        assertThat(status(imposter)).isEqualTo(401);

        ISSUER.publish(imposter);

        await().atMost(CACHE_TIME.plusSeconds(2)).until(() -> status(imposter) == 200);
        assertThat(status(FIRST)).isEqualTo(401);
    }

    @Test
    void known_keys_stay_in_use_while_their_server_is_down() throws Exception {
        ISSUER.answerWith(() -> 503);
        int before = ISSUER.fetches();

        await().atMost(20, SECONDS).until(() -> ISSUER.fetches() >= before + 3);

        assertThat(status(FIRST)).isEqualTo(200);
        assertThat(status(LASTING)).isEqualTo(200);
        assertThat(status(TestIssuer.rsaKey("unknown"))).isEqualTo(401);
    }

    @Test
    void made_up_keys_cause_no_more_fetches_than_the_pause_allows() throws Exception {
        int before = ISSUER.fetches();
        long begin = System.nanoTime();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> refused = IntStream.range(0, 300)
                    .mapToObj(_ ->
                            many.submit(() -> statusOf(FIRST, UUID.randomUUID().toString())))
                    .toList();
            for (Future<Integer> answer : refused) {
                assertThat(answer.get()).isEqualTo(401);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(ISSUER.fetches() - before).isLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void good_tokens_do_not_wait_for_what_bad_ones_cause() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        afterThePause();
        ISSUER.answerWith(() -> {
            try {
                answer.await();
                return 200;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int before = ISSUER.fetches();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> bad = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                bad.add(many.submit(() -> statusOf(FIRST, UUID.randomUUID().toString())));
            }
            await().atMost(30, SECONDS).until(() -> {
                // where everything takes long, all of the others may have come within a pause after all
                bad.add(many.submit(() -> statusOf(FIRST, UUID.randomUUID().toString())));
                return ISSUER.fetches() > before;
            });

            for (int i = 0; i < 20; i++) {
                assertThat(status(FIRST)).isEqualTo(200);
            }
            long refused = bad.stream().filter(Future::isDone).count();

            assertThat(bad).as("those that wait for the fetch").anyMatch(each -> !each.isDone());
            answer.countDown();
            assertThat(refused).as("those that found too many waiting").isGreaterThan(0);
            for (Future<Integer> each : bad) {
                assertThat(each.get()).isEqualTo(401);
            }
        } finally {
            answer.countDown();
        }
    }

    /** Until another fetch is allowed. */
    private static void afterThePause() {
        int before = SECOND.fetches();
        await().atMost(20, SECONDS).until(() -> SECOND.fetches() > before);
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true);
    }

    private int status(JWK key) throws Exception {
        return statusOf(key, key.getKeyID());
    }

    private int statusOf(JWK key, String id) throws Exception {
        String token = ISSUER.sign(key, id, claims -> claims.claim("account_id", "42"));
        HttpResponse<String> answer = send(request(POT).header("Authorization", "Bearer " + token));
        return answer.statusCode();
    }
}
