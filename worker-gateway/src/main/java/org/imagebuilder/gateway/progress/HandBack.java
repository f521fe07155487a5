package org.imagebuilder.gateway.progress;

import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.ObjectReference;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Jobs;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a worker calls that shuts down with a job: another one gets it at once, and it costs the job no retry. */
@RestController
final class HandBack {

    private final HandOuts handOuts;
    private final Jobs jobs;
    private final GatewaySettings settings;

    HandBack(HandOuts handOuts, Jobs jobs, GatewaySettings settings) {
        this.handOuts = handOuts;
        this.jobs = jobs;
        this.settings = settings;
    }

    @DeleteMapping("/jobs/{token}")
    ObjectReference handBack(JobToken token) {
        boolean returned = handOuts.handBack(token.handle(), "its worker gave it back");
        // a cancelled job has nothing to give back, and its worker wants no more than to be rid of it
        if (!returned && jobs.stateOf(token.handle()).isEmpty()) {
            throw new ApiException(WorkerError.JOB_NOT_FOUND);
        }
        return new ObjectReference(settings.basePath() + "/jobs/" + token, token.toString(), "JobReturned");
    }
}
