package org.imagebuilder.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The other side of the gateway: submits jobs, as the composer would, and moves them on, as the dispatcher would. */
public final class Queue {

    private final Submissions submissions;
    private final Dependencies dependencies;
    private final Cancellations cancellations;
    private final Jobs jobs;
    private final JdbcClient database;

    Queue(Submissions submissions, Statements statements, Jobs jobs, JdbcClient database) {
        this.submissions = submissions;
        this.dependencies = new Dependencies(statements, List.of());
        this.cancellations = new Cancellations(statements);
        this.jobs = jobs;
        this.database = database;
    }

    public UUID submit(String type, String arguments, UUID... after) {
        return submit("", new NewJob(Ids.next(), type, arguments, Arrays.asList(after)));
    }

    public UUID submitFor(String channel, String type) {
        return submit(channel, new NewJob(Ids.next(), type, "{}", List.of()));
    }

    private UUID submit(String channel, NewJob job) {
        submissions.enqueue(new JobGraph(channel, null, List.of(job), Origin.NONE));
        moveOn(job.id());
        return job.id();
    }

    /** Looks at a job that is new or has ended, and at those that wait for it. */
    public void moveOn(UUID id) {
        boolean ended = job(id).state().isFinal();
        dependencies.enforce(ended ? Set.of() : Set.of(id), ended ? Set.of(id) : Set.of());
    }

    public void cancel(UUID id) {
        cancellations.cancel(id, "test");
    }

    public JobSnapshot job(UUID id) {
        return jobs.find(id).orElseThrow();
    }

    public JobState stateOf(UUID id) {
        return job(id).state();
    }

    public @Nullable String resultOf(UUID id) {
        return jobs.payload(id).orElseThrow().result();
    }

    /** Everything that input could have left behind: jobs, workers, and how many events there have ever been. */
    public List<Long> rows() {
        return List.of(
                number("SELECT count(*) FROM job"),
                number("SELECT count(*) FROM worker"),
                number("SELECT last_value FROM outbox_id_seq"));
    }

    private long number(String sql) {
        return database.sql(sql).query(Long.class).single();
    }
}
