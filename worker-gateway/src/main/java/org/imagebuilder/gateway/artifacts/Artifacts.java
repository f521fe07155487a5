package org.imagebuilder.gateway.artifacts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.gateway.progress.JobToken;
import org.imagebuilder.http.errors.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes files from workers, or refuses them all where none are kept. */
@RestController
final class Artifacts {

    private final @Nullable Uploads uploads;

    Artifacts(ObjectProvider<Uploads> uploads) {
        this.uploads = uploads.getIfAvailable();
    }

    @PutMapping({"/jobs/{token}/artifacts/{name}", "/jobs/{token}/artifacts/"})
    ResponseEntity<Void> upload(
            JobToken token, @PathVariable(required = false) @Nullable String name, HttpServletRequest request) {
        if (uploads == null) {
            return ResponseEntity.badRequest().build();
        }
        uploads.take(token.handle(), nameIn(request, name), request);
        return ResponseEntity.ok().build();
    }

    /** What follows a semicolon is a parameter to the framework, and would be missing at the end of the name. */
    private static ArtifactName nameIn(HttpServletRequest request, @Nullable String name) {
        return Optional.ofNullable(name)
                .filter(_ -> request.getRequestURI().indexOf(';') < 0)
                .flatMap(ArtifactName::read)
                .orElseThrow(() -> new ApiException(UploadRefusal.NAME));
    }
}
