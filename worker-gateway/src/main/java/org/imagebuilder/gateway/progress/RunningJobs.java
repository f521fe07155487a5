package org.imagebuilder.gateway.progress;

import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.ObjectReference;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.Heartbeats;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a worker calls while it has a job, and at the end. */
@RestController
final class RunningJobs {

    private final Jobs jobs;
    private final Heartbeats heartbeats;
    private final Reports reports;
    private final JobUpdateReader reader = new JobUpdateReader();
    private final String path;

    RunningJobs(Jobs jobs, Heartbeats heartbeats, Reports reports, GatewaySettings settings) {
        this.jobs = jobs;
        this.heartbeats = heartbeats;
        this.reports = reports;
        this.path = settings.basePath() + "/jobs/";
    }

    record JobStatus(String href, String id, String kind, boolean canceled) {}

    /** The job's heartbeat: workers call it every few seconds, and stop when the job is cancelled. */
    @GetMapping("/jobs/{token}")
    JobStatus status(JobToken token) {
        JobState state = WorkerError.RESOLVING_JOB_ID
                .unless(() -> jobs.stateOf(token.handle()))
                .orElseThrow(() -> new ApiException(WorkerError.JOB_NOT_FOUND));
        if (state == JobState.RUNNING) {
            heartbeats.beat(token.handle().token());
        }
        return new JobStatus(path + token, token.toString(), "JobStatus", state == JobState.CANCELED);
    }

    @PatchMapping("/jobs/{token}")
    ObjectReference update(JobToken token, JsonBody body) {
        if (!reports.take(token.handle(), reader.read(body.bytes()))) {
            throw new ApiException(WorkerError.JOB_NOT_FOUND);
        }
        return new ObjectReference(path + token, token.toString(), "UpdateJobResponse");
    }
}
