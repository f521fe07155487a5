package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.jspecify.annotations.Nullable;

/** Stores jobs as the service would, and does what dispatchers, gateways and workers do with them. */
final class Work {

    private static final Statements STATEMENTS = RunningService.statements();

    private Work() {}

    static NewJob job(String type, NewJob... dependencies) {
        return given(type, "{}", dependencies);
    }

    static NewJob given(String type, String arguments, NewJob... dependencies) {
        return new NewJob(
                Ids.next(),
                type,
                arguments,
                Stream.of(dependencies).map(NewJob::id).toList());
    }

    /** A compose of these jobs, the last of which is its root. */
    static UUID compose(String channel, NewJob... jobs) {
        return compose(channel, "{}", jobs);
    }

    static UUID compose(String channel, String request, NewJob... jobs) {
        UUID root = jobs[jobs.length - 1].id();
        store(channel, new NewCompose(root, request, null, null, null), jobs);
        return root;
    }

    static void store(String channel, @Nullable NewCompose compose, NewJob... jobs) {
        new Submissions(STATEMENTS, _ -> Duration.ofDays(1))
                .enqueue(new JobGraph(channel, compose, List.of(jobs), Origin.NONE));
    }

    /** Hands a job out whose dependencies are finished; gives what its worker has it by. */
    static Handle start(UUID job) {
        new Dependencies(STATEMENTS, List.of()).enforce(List.of(job), List.of());
        return new HandOuts(STATEMENTS).claim(job, null, null).orElseThrow().handle();
    }

    static Handle progress(UUID job, String partial) {
        Handle held = start(job);
        assertThat(new Results(STATEMENTS)
                        .progress(
                                held,
                                RawJson.of(partial),
                                ResultDigest.of(partial).toString()))
                .isTrue();
        return held;
    }

    static void finish(UUID job, String result) {
        end(start(job), result);
    }

    static void finish(NewJob job, String result) {
        finish(job.id(), result);
    }

    static void end(Handle held, String result) {
        var ended = new Results(STATEMENTS)
                .finish(
                        held,
                        RawJson.of(result),
                        Outcome.success(ResultDigest.of(result).toString()));
        assertThat(ended).isPresent();
    }

    static void handBack(Handle held) {
        assertThat(new HandOuts(STATEMENTS).handBack(held, "test")).isTrue();
    }

    static void cancel(UUID job) {
        assertThat(new Cancellations(STATEMENTS).cancel(job, "test")).isTrue();
    }

    /** The jobs of a koji compose of two images. */
    record Koji(NewJob init, List<NewJob> depsolves, List<NewJob> manifests, List<NewJob> builds, NewJob finish) {

        static Koji stored() {
            NewJob init = job("koji-init");
            List<NewJob> depsolves = List.of(job("depsolve"), job("depsolve"));
            List<NewJob> manifests = depsolves.stream()
                    .map(depsolve -> job("manifest-id-only", depsolve))
                    .toList();
            // the order of dependencies is nobody's business but the worker's
            List<NewJob> builds = List.of(
                    job("osbuild:x86_64", init, manifests.get(0), depsolves.get(0)),
                    job("osbuild:aarch64", depsolves.get(1), manifests.get(1), init));
            NewJob finish = job("koji-finalize", builds.get(0), init, builds.get(1));
            var koji = new Koji(init, depsolves, manifests, builds, finish);
            compose("", koji.all().toArray(NewJob[]::new));
            return koji;
        }

        List<NewJob> all() {
            List<NewJob> all = new ArrayList<>();
            all.add(init);
            all.addAll(depsolves);
            all.addAll(manifests);
            all.addAll(builds);
            all.add(finish);
            return all;
        }

        UUID id() {
            return finish.id();
        }
    }
}
