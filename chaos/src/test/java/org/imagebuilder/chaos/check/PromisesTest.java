package org.imagebuilder.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ListAssert;
import org.imagebuilder.chaos.check.Stored.Job;
import org.imagebuilder.chaos.workload.Ledger;
import org.imagebuilder.chaos.workload.Ledger.Outcome;
import org.imagebuilder.chaos.workload.Ledger.Report;
import org.imagebuilder.chaos.workload.Published;
import org.imagebuilder.events.ComposeChange;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.ComposeStatus;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of broken promise is noticed: what is checked can fail. */
class PromisesTest {

    private static final int RETRIES = 2;
    private static final Instant QUEUED = Instant.parse("2026-11-01T12:00:00Z");

    private final UUID id = UUID.randomUUID();
    private final Ledger ledger = new Ledger();
    private final List<JobEvent> events = new ArrayList<>();
    private final List<ComposeEvent> composeEvents = new ArrayList<>();
    private final List<UUID> composes = new ArrayList<>();
    private Job job = new Job(id, id, QUEUED, "FINISHED", 1, 0, null, "{\"m\":\"mark-1\"}");
    private int unpublished;
    private int ahead;
    private Instant completeSince = Instant.EPOCH;

    /** One compose of one job that was built without any trouble. */
    @BeforeEach
    void build() {
        ledger.promised(id.toString());
        ledger.handedOut(id.toString(), "token-1");
        ledger.reported(id.toString(), new Report("token-1", "mark-1", Outcome.ACCEPTED));
        composes.add(id);
        events.add(event(JobChange.READY, null, JobState.READY, 0));
        events.add(event(JobChange.STARTED, JobState.READY, JobState.RUNNING, 1));
        events.add(event(JobChange.FINISHED, JobState.RUNNING, JobState.FINISHED, 1));
        composeEvents.add(event(ComposeChange.QUEUED, null, ComposeStatus.PENDING));
        composeEvents.add(event(ComposeChange.FINISHED, ComposeStatus.PENDING, ComposeStatus.SUCCESS));
    }

    @Test
    void nothing_is_broken_when_all_went_well() {
        assertBroken().isEmpty();
    }

    @Test
    void a_compose_that_is_gone_is_noticed() {
        composes.clear();
        assertBroken().singleElement().asString().contains("is lost");
    }

    @Test
    void a_compose_that_never_ends_is_noticed() {
        job = new Job(id, id, QUEUED, "READY", 1, 0, null, "{\"m\":\"mark-1\"}");
        assertBroken().anyMatch(what -> what.contains("never ends"));
    }

    @Test
    void a_compose_out_of_nowhere_is_noticed_unless_a_submission_was_not_answered() {
        composes.add(UUID.randomUUID());
        assertBroken().singleElement().asString().contains("nobody was told of");
        ledger.unanswered();
        assertBroken().isEmpty();
    }

    @Test
    void two_hand_outs_that_both_counted_are_noticed() {
        ledger.reported(id.toString(), new Report("token-2", "mark-1", Outcome.ACCEPTED));
        assertBroken().singleElement().asString().contains("by 2 hand-outs");
    }

    @Test
    void an_accepted_result_that_is_not_stored_is_noticed() {
        job = new Job(id, id, QUEUED, "FINISHED", 1, 0, null, "{\"m\":\"mark-2\"}");
        assertBroken().anyMatch(what -> what.contains("is not what is stored"));
    }

    @Test
    void a_result_that_nobody_sent_is_noticed() {
        job = new Job(id, id, QUEUED, "FINISHED", 1, 0, null, null);
        assertBroken().anyMatch(what -> what.contains("no worker sent"));
    }

    @Test
    void more_hand_outs_than_are_counted_are_noticed() {
        ledger.handedOut(id.toString(), "token-2");
        assertBroken().singleElement().asString().contains("handed out 2 times and counts 1");
    }

    @Test
    void the_same_hand_out_to_two_workers_is_noticed() {
        ledger.handedOut(id.toString(), "token-1");
        assertBroken().anyMatch(what -> what.contains("under the same token"));
    }

    @Test
    void a_failure_is_noticed_unless_the_job_lost_too_many_workers() {
        job = new Job(id, id, QUEUED, "FINISHED", 1, 1, 9, "{\"m\":\"mark-1\"}");
        assertBroken().singleElement().asString().contains("error 9 after 1 lost workers");
        job = new Job(id, id, QUEUED, "FINISHED", 1, RETRIES, 9, "{\"m\":\"mark-1\"}");
        assertBroken().isEmpty();
    }

    @Test
    void a_missing_event_is_noticed() {
        events.remove(1);
        assertBroken().singleElement().asString().contains("FINISHED came when it was READY");
    }

    @Test
    void a_missing_last_event_is_noticed() {
        events.removeLast();
        assertBroken().singleElement().asString().contains("its events lead to RUNNING");
    }

    @Test
    void events_that_were_deleted_with_their_topic_are_not_missed() {
        events.clear();
        composeEvents.clear();
        completeSince = QUEUED.plusSeconds(1);
        assertBroken().isEmpty();
    }

    @Test
    void events_out_of_order_are_noticed() {
        events.add(0, events.removeLast());
        assertBroken().singleElement().asString().contains("FINISHED came when it was null");
    }

    @Test
    void an_unfinished_story_of_a_compose_is_noticed() {
        composeEvents.removeLast();
        assertBroken().singleElement().asString().contains("its events end with PENDING");
    }

    @Test
    void a_worker_whose_registration_nobody_was_told_of_is_noticed() {
        ledger.registered("told");
        ledger.registered("untold");
        assertBroken().containsExactly("no event tells of worker untold");
    }

    @Test
    void events_that_nobody_published_are_noticed() {
        unpublished = 3;
        assertBroken().singleElement().asString().contains("3 events were never published");
    }

    @Test
    void times_that_have_not_come_yet_are_noticed() {
        ahead = 2;
        assertBroken().singleElement().asString().contains("2 jobs have a time");
    }

    @Test
    void answers_that_no_fault_excuses_are_noticed() {
        ledger.surprise("a submission was answered 500");
        assertBroken().containsExactly("a submission was answered 500");
    }

    private ListAssert<String> assertBroken() {
        Published published = new Published(
                Map.of(id.toString(), events),
                Map.of(id.toString(), composeEvents),
                Set.of("told"),
                completeSince,
                0,
                List.of());
        return assertThat(
                Promises.broken(ledger, new Stored(composes, List.of(job), unpublished, ahead), published, RETRIES));
    }

    private JobEvent event(JobChange change, @Nullable JobState from, JobState to, int attempt) {
        return JobEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOccurredAt(Instant.EPOCH)
                .setJobId(id)
                .setComposeId(id)
                .setTenant("")
                .setJobType("osbuild")
                .setChange(change)
                .setPreviousState(from)
                .setState(to)
                .setAttempt(attempt)
                .build();
    }

    private ComposeEvent event(ComposeChange change, @Nullable ComposeStatus from, ComposeStatus to) {
        return ComposeEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOccurredAt(Instant.EPOCH)
                .setComposeId(id)
                .setTenant("")
                .setChange(change)
                .setPreviousStatus(from)
                .setStatus(to)
                .setAttempt(1)
                .build();
    }
}
