package org.imagebuilder.gateway.artifacts;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.Jobs.Held;
import org.springframework.util.unit.DataSize;

/**
 * Brings files from workers to the store. The database is asked before and after, and not bothered while a file comes
 * in, which may take an hour.
 */
final class Uploads {

    /** No larger than what the server reads at once, since there may be many uploads at a time. */
    private static final int BUFFER_SIZE = 16 * 1024;

    private final ArtifactStore store;
    private final Jobs jobs;
    private final DataSize limit;
    private final int mostFiles;

    /**
     * @param limit of one file
     * @param mostFiles of one attempt
     */
    Uploads(ArtifactStore store, Jobs jobs, DataSize limit, int mostFiles) {
        this.store = store;
        this.jobs = jobs;
        this.limit = limit;
        this.mostFiles = mostFiles;
    }

    /** Stores a file whole or not at all, and only while its worker has the job. */
    void take(Handle handle, ArtifactName name, HttpServletRequest request) {
        Held job = require(handle);
        UploadBody body = UploadBody.of(request, limit);
        try (Upload upload = begin(new Attempt(job.id(), job.attempt()), name)) {
            copy(body, upload);
            require(handle);
            commit(upload, handle);
        }
    }

    private Held require(Handle handle) {
        return WorkerError.RESOLVING_JOB_ID
                .unless(() -> jobs.heldBy(handle))
                .orElseThrow(() -> new ApiException(WorkerError.JOB_NOT_FOUND));
    }

    private Upload begin(Attempt attempt, ArtifactName name) {
        try {
            // what is still on its way does not count, so that as many more may come as are uploaded at once
            if (store.filesBeside(attempt, name) >= mostFiles) {
                throw new ApiException(UploadRefusal.tooMany(mostFiles));
            }
            return store.begin(attempt, name);
        } catch (InvalidPathException e) {
            throw new ApiException(UploadRefusal.NAME, null, e);
        } catch (IOException e) {
            throw new ApiException(WorkerError.DISCARDING_ARTIFACT, null, e);
        }
    }

    private static void copy(UploadBody body, Upload upload) {
        byte[] buffer = new byte[BUFFER_SIZE];
        try {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                upload.write(buffer, read);
            }
        } catch (IOException e) {
            throw new ApiException(WorkerError.WRITING_ARTIFACT, null, e);
        }
    }

    private void commit(Upload upload, Handle handle) {
        try {
            upload.commit();
        } catch (IOException e) {
            // when the job ends at this moment, its files are cleared away, and that is no failure
            require(handle);
            throw new ApiException(WorkerError.WRITING_ARTIFACT, null, e);
        }
    }
}
