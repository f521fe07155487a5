package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.composer.PlayedWorker.StoredJob;
import org.imagebuilder.composer.waiting.ClientConnection;
import org.imagebuilder.composer.waiting.JobWait;
import org.imagebuilder.composer.waiting.JobWaits;
import org.imagebuilder.composer.waiting.WaitEnd;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class WaitingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PATH = "/search/packages";
    private static final String BODY =
            "{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\",\"packages\":[\"tmux\"]}";
    private static final String RESULT = "{\"packages\":[]}";

    private final PlayedWorker worker = new PlayedWorker(RunningService.statements());

    @Test
    @DisplayName("requests that wait hold no database connection, and there are only so many of them")
    void many() throws Exception {
        List<String> ids = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < RunningService.MOST_WAITING; i++) {
            ids.add(UUID.randomUUID().toString());
            answers.add(RunningService.begin(PATH, BODY, ids.get(i)));
        }
        List<StoredJob> jobs = ids.stream().map(PlayedWorker::jobOf).toList();

        HttpResponse<String> oneTooMany = RunningService.post(PATH, "application/json", BODY);
        assertThat(oneTooMany.statusCode()).isEqualTo(503);
        assertThat(oneTooMany.headers().firstValue("Retry-After")).contains("5");
        assertThat(RunningService.json(oneTooMany).path("details").asString()).startsWith("too many requests wait");
        assertThat(RunningService.get("/composes/" + jobs.getFirst().id())
                        .path("id")
                        .asString())
                .isEqualTo("26");

        jobs.forEach(job -> worker.finish(job.id(), RESULT));
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        String id = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> next = RunningService.begin(PATH, BODY, id);
        worker.finish(PlayedWorker.jobOf(id).id(), RESULT);
        assertThat(next.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a wait ends even if the event of its job's end gets lost")
    void lost_events() throws Exception {
        String id = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> answer = RunningService.begin(PATH, BODY, id);
        UUID job = PlayedWorker.jobOf(id).id();
        RunningService.DISPATCHER.pausedFor(() -> {
            worker.finish(job, RESULT);
            PlayedWorker.forgetEventsOf(job);
        });

        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("when the client goes away, its job is cancelled")
    void client_gone() throws Exception {
        String id = UUID.randomUUID().toString();
        try (Socket connection =
                new Socket("localhost", RunningService.address("/").getPort())) {
            send(connection, id);
            assertThat(PlayedWorker.jobOf(id).state()).isEqualTo("READY");
        }
        UUID job = PlayedWorker.jobOf(id).id();
        await().atMost(SOON).until(() -> PlayedWorker.stateOf(job).equals("CANCELED"));
    }

    @Test
    @DisplayName("a client that sends its next request already has not gone away")
    void client_in_a_hurry() throws Exception {
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        try (Socket connection =
                new Socket("localhost", RunningService.address("/").getPort())) {
            send(connection, first);
            UUID job = PlayedWorker.jobOf(first).id();
            send(connection, second);
            await().during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> PlayedWorker.stateOf(job).equals("READY"));
            worker.finish(job, RESULT);
            worker.finish(PlayedWorker.jobOf(second).id(), RESULT);
            byte[] answer = connection.getInputStream().readNBytes(100);
            assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    @DisplayName("T6 jobs that are waited for run in the caller's channel")
    void channel() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        String id = UUID.randomUUID().toString();
        request.addHeader("X-External-Id", id);
        NewJob job = new NewJob(Ids.next(), "depsolve", "{}", List.of());
        CompletableFuture<WaitEnd> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (JobWait wait =
                    RunningService.bean(JobWaits.class).begin(job, new Channel("org-7"), RequestIds.of(request))) {
                end.complete(wait.await(ClientConnection.of(request)));
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        StoredJob stored = PlayedWorker.jobOf(id);
        assertThat(stored.channel()).isEqualTo("org-7");
        assertThat(stored.composeId()).isNull();

        worker.finish(job.id(), RESULT);

        assertThat(end.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        WaitEnd.Ended.class,
                        e -> assertThat(e.job().isFinished()).isTrue());
    }

    private static void send(Socket connection, String externalId) throws Exception {
        String request = "POST " + RunningService.BASE + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-External-Id: "
                + externalId + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                + BODY;
        connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }
}
