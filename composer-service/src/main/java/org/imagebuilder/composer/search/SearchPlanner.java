package org.imagebuilder.composer.search;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.packages.PackageSource;
import org.imagebuilder.composer.packages.PackageSources;
import org.imagebuilder.composer.request.RequestDocuments;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.NewJob;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** From a request to the job that fulfils it. */
@Component
final class SearchPlanner {

    private final RequestDocuments documents;
    private final PackageSources sources;

    SearchPlanner(RequestDocuments documents, PackageSources sources) {
        this.documents = documents;
        this.sources = sources;
    }

    /** @throws org.imagebuilder.http.errors.ApiException if the request cannot be fulfilled */
    NewJob plan(UUID id, byte[] body) {
        SearchRequest request = documents.as(SearchRequest.class, documents.read(body, "SearchPackagesRequest"));
        int nameless = request.packages().indexOf("");
        if (nameless >= 0) {
            throw ComposerError.VALIDATION_FAILED.because("#/packages/" + nameless + ": must not be empty");
        }
        PackageSource source = sources.of(request.distribution(), request.architecture(), request.repositories());
        String arguments = JsonMapper.shared().writeValueAsString(SearchArguments.of(request.packages(), source));
        return new NewJob(id, JobType.SEARCH_PACKAGES.storedType(request.architecture()), arguments, List.of());
    }
}
