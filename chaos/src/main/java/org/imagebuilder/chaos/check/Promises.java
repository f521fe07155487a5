package org.imagebuilder.chaos.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imagebuilder.chaos.check.Stored.Job;
import org.imagebuilder.chaos.workload.Ledger;
import org.imagebuilder.chaos.workload.Ledger.Outcome;
import org.imagebuilder.chaos.workload.Ledger.Report;
import org.imagebuilder.chaos.workload.Published;

/** Compares what was promised, what is stored and what was published, when nothing moves any more. */
public final class Promises {

    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED");

    private final Ledger ledger;
    private final int retries;
    private final List<String> broken = new ArrayList<>();

    private Promises(Ledger ledger, int retries) {
        this.ledger = ledger;
        this.retries = retries;
    }

    /**
     * What was not kept; empty if all is well.
     *
     * @param retries how often a job may lose its worker and still run again
     */
    public static List<String> broken(Ledger ledger, Stored stored, Published published, int retries) {
        Promises promises = new Promises(ledger, retries);
        promises.broken.addAll(ledger.surprises());
        promises.checkComposes(stored.composes(), stored.jobs());
        promises.checkReports(stored.jobs());
        promises.checkFailures(stored.jobs());
        promises.broken.addAll(new Replay(published).differences(stored.jobs()));
        promises.checkWorkers(published);
        if (stored.unpublished() > 0) {
            promises.broken.add(stored.unpublished() + " events were never published");
        }
        if (stored.ahead() > 0) {
            promises.broken.add(stored.ahead() + " jobs have a time that has not come yet");
        }
        return List.copyOf(promises.broken);
    }

    private void checkComposes(List<UUID> composes, List<Job> jobs) {
        Set<String> stored = composes.stream().map(UUID::toString).collect(Collectors.toSet());
        Map<String, Job> byId =
                jobs.stream().collect(Collectors.toMap(job -> job.id().toString(), job -> job));
        for (String promised : ledger.promisedComposes()) {
            Job root = byId.get(promised);
            if (!stored.contains(promised) || root == null) {
                broken.add("compose " + promised + " was promised, and is lost");
            } else if (!ENDED.contains(root.state())) {
                broken.add("compose " + promised + " never ends: it is " + root.state());
            }
        }
        Set<String> unasked = new HashSet<>(stored);
        unasked.removeAll(ledger.promisedComposes());
        if (unasked.size() > ledger.unansweredSubmissions()) {
            broken.add("%d composes exist that nobody was told of, and only %d submissions were not answered"
                    .formatted(unasked.size(), ledger.unansweredSubmissions()));
        }
    }

    private void checkWorkers(Published published) {
        ledger.registrations().forEach((worker, time) -> {
            if (time.isAfter(published.completeSince())
                    && !published.registeredWorkers().contains(worker)) {
                broken.add("no event tells of worker " + worker);
            }
        });
    }

    private void checkReports(List<Job> jobs) {
        Map<String, List<Report>> reports = ledger.reportsByJob();
        Map<String, List<String>> handOuts = ledger.handOutsByJob();
        for (Job job : jobs) {
            String id = job.id().toString();
            List<Report> ofJob = reports.getOrDefault(id, List.of());
            Set<String> accepted = ofJob.stream()
                    .filter(report -> report.outcome() == Outcome.ACCEPTED)
                    .map(Report::token)
                    .collect(Collectors.toSet());
            if (accepted.size() > 1) {
                broken.add("job " + id + " was finished by " + accepted.size() + " hand-outs");
            }
            String result = job.result() == null ? "" : job.result();
            boolean kept = ofJob.stream()
                    .filter(report -> report.outcome() == Outcome.ACCEPTED)
                    .allMatch(report -> result.contains(report.mark()));
            if (!kept) {
                broken.add("the result of job " + id + " was accepted, and is not what is stored");
            }
            if (job.state().equals("FINISHED")
                    && job.errorId() == null
                    && ofJob.stream().noneMatch(report -> result.contains(report.mark()))) {
                broken.add("job " + id + " has a result that no worker sent");
            }
            List<String> tokens = handOuts.getOrDefault(id, List.of());
            if (new HashSet<>(tokens).size() != tokens.size()) {
                broken.add("job " + id + " was handed out twice under the same token");
            }
            if (tokens.size() > job.attempt()) {
                broken.add("job %s was handed out %d times and counts %d".formatted(id, tokens.size(), job.attempt()));
            }
        }
    }

    /** No job may fail here, but for having lost too many workers, or needing one that has. */
    private void checkFailures(List<Job> jobs) {
        Set<UUID> givenUp = jobs.stream()
                .filter(job -> job.errorId() != null && job.retries() >= retries)
                .map(job -> job.composeId() == null ? job.id() : job.composeId())
                .collect(Collectors.toSet());
        jobs.stream()
                .filter(job -> job.errorId() != null)
                .filter(job -> !givenUp.contains(job.composeId() == null ? job.id() : job.composeId()))
                .forEach(job -> broken.add("job %s failed with error %d after %d lost workers"
                        .formatted(job.id(), job.errorId(), job.retries())));
    }
}
