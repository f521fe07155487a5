package org.imagebuilder.composer.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.LargeResults;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Sends lists of packages straight from the results that hold them. */
@Component
final class PackageAnswers {

    private final LargeResults results;
    private final JsonMapper mapper;

    PackageAnswers(LargeResults results, JsonMapper mapper) {
        this.results = results;
        this.mapper = mapper;
    }

    /** The packages in a job's result; when it is written, an {@link ApiException} if they cannot be read. */
    StreamedJson of(UUID job, PackageListing listing) {
        return out -> {
            try (LargeResults.Reading reading = results.reading(List.of(job))) {
                RawJson result = checked(reading.result(job), listing);
                PackageLists.copy(result, listing, out.json());
            }
        };
    }

    /** Once an answer has begun, it cannot become an error any more. */
    private RawJson checked(@Nullable RawJson result, PackageListing listing) throws IOException {
        if (result == null) {
            throw ComposerError.MALFORMED_RESULT.because("the job is finished, but has no result");
        }
        try (JsonGenerator nowhere = mapper.createGenerator(OutputStream.nullOutputStream())) {
            PackageLists.copy(result, listing, nowhere);
            return result;
        } catch (JacksonException e) {
            throw new ApiException(ComposerError.MALFORMED_RESULT, "the worker's result cannot be read", e);
        }
    }
}
