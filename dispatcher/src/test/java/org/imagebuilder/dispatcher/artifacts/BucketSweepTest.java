package org.imagebuilder.dispatcher.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.KeptJob;
import org.imagebuilder.artifacts.Leftover;
import org.imagebuilder.artifacts.Removed;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.artifacts.bucket.BucketSettings;
import org.imagebuilder.artifacts.bucket.BucketStore;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.testsupport.TestBucket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BucketSweepTest {

    private final TestBucket bucket = TestBucket.fresh();
    private final BucketStore store = BucketStore.open(settings(bucket.endpoint()));
    private final SweptJobs jobs = new SweptJobs(store);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("W21 files of jobs that are gone go too, and those of finished ones stay")
    void jobsThatAreGone() throws Exception {
        ClaimedJob job = jobs.handedOut();
        jobs.upload(job);
        jobs.succeed(job);
        Attempt gone = new Attempt(UUID.randomUUID(), 1);
        jobs.upload(gone);

        jobs.sweepNow();
        jobs.sweepNow();

        assertThat(store.open(SweptJobs.attempt(job), SweptJobs.DISK)).isPresent();
        assertThat(store.open(gone, SweptJobs.DISK)).isEmpty();
        assertThat(leftovers()).isEmpty();
        assertThat(jobs.removed).containsExactly(new Removed(1, 5));
    }

    @Test
    void an_upload_that_died_with_its_gateway_is_given_up_when_the_job_has_ended() throws Exception {
        ClaimedJob job = jobs.handedOut();
        jobs.upload(job);
        try (Upload died = store.begin(SweptJobs.attempt(job), SweptJobs.DISK)) {
            jobs.sweepIn(Duration.ofDays(30));
            assertThat(leftovers()).as("of a running job").hasSize(1);
            jobs.succeed(job);
            jobs.sweepNow();

            assertThat(leftovers()).isEmpty();
            assertThatThrownBy(died::commit).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_lost_attempts_files_and_uploads_go_after_a_time_of_grace_and_the_next_ones_stay() throws Exception {
        ClaimedJob lost = jobs.handedOut();
        jobs.upload(lost);
        try (Upload died = store.begin(SweptJobs.attempt(lost), SweptJobs.DISK)) {
            ClaimedJob next = jobs.handedOutAgain(lost);
            jobs.upload(next);

            jobs.sweepIn(Duration.ofMinutes(59));
            assertThat(leftovers()).hasSize(2);

            jobs.sweepIn(Duration.ofMinutes(62));
            assertThat(leftovers()).extracting(Leftover::attempt).containsExactly(SweptJobs.attempt(next));
            assertThat(jobs.removed).containsExactly(new Removed(1, 5));
            assertThatThrownBy(died::commit).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_server_that_is_away_fails_the_sweep_and_nothing_else() {
        try (BucketStore away = BucketStore.open(settings(URI.create("http://127.0.0.1:1")))) {
            assertThatThrownBy(() -> new SweptJobs(away).sweepNow()).isInstanceOf(IOException.class);
        }
    }

    private BucketSettings settings(URI endpoint) {
        return new BucketSettings(
                bucket.name(),
                endpoint,
                "us-east-1",
                true,
                "",
                new BucketSettings.Credentials(bucket.accessKeyId(), bucket.secretAccessKey()));
    }

    private List<Leftover> leftovers() throws IOException {
        try (Stream<KeptJob> all = store.jobs()) {
            return all.flatMap(job -> job.leftovers().stream()).toList();
        }
    }
}
