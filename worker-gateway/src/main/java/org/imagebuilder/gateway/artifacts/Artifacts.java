package org.imagebuilder.gateway.artifacts;

import org.imagebuilder.gateway.progress.JobToken;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Refuses uploads: images go to the clouds, and there is no place here to keep them. */
@RestController
final class Artifacts {

    @PutMapping("/jobs/{token}/artifacts/{name}")
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    void upload(JobToken token) {}
}
