package org.imagebuilder.composer.listing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.status.ComposeStatus;
import org.imagebuilder.composer.status.ComposeStatuses;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.Composes;
import org.imagebuilder.queue.Composes.Page;
import org.imagebuilder.queue.JobSnapshot;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists the composes of a tenant: all of them, for clients that know nothing else, or a page. In both cases no more than
 * a page is in memory, and no connection to the database is held while the client takes it.
 */
@RestController
final class ListComposes {

    private static final String PATH = ApiPaths.COMPOSES + "/";
    private static final int MOST = 1000;
    private static final int AT_ONCE = 100;

    private final Composes composes;
    private final ComposeStatuses statuses;

    ListComposes(Composes composes, ObjectProvider<ArtifactStore> artifacts) {
        this.composes = composes;
        this.statuses = ComposeStatuses.with(artifacts);
    }

    /** A page as clients see it. Made before an answer begins, since what cannot be read would cut it off. */
    private record Shown(
            List<ComposeStatus> statuses, @Nullable UUID next) {}

    /**
     * @param limit so many composes at most; null for all
     * @param after only composes after this one
     */
    @GetMapping({ApiPaths.COMPOSES, PATH})
    ResponseEntity<StreamedJson> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable UUID after,
            Channel channel) {
        if (limit == null) {
            Shown first = read(channel, after, AT_ONCE);
            return ResponseEntity.ok(out -> write(first, channel, out));
        }
        Shown page = read(channel, after, number(limit));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.next() != null) {
            answer.header(
                    HttpHeaders.LINK, "<" + PATH + "?limit=" + limit + "&after=" + page.next() + ">; rel=\"next\"");
        }
        return answer.body(out -> {
            out.json().writeStartArray();
            write(page, out);
            out.json().writeEndArray();
        });
    }

    private static int number(String limit) {
        int number = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (number < 1 || number > MOST) {
            throw ComposerError.BAD_REQUEST.because("Invalid format for parameter limit: a number from 1 to " + MOST);
        }
        return number;
    }

    private void write(Shown first, Channel channel, JsonOutput out) {
        out.json().writeStartArray();
        write(first, out);
        for (UUID next = first.next(); next != null; ) {
            Shown page = read(channel, next, AT_ONCE);
            write(page, out);
            next = page.next();
        }
        out.json().writeEndArray();
    }

    private Shown read(Channel channel, @Nullable UUID after, int limit) {
        Page page;
        try {
            page = composes.page(channel.name(), after, limit);
        } catch (DataAccessException e) {
            throw new ApiException(ComposerError.COMPOSE_LIST, null, e);
        }
        return new Shown(
                page.composes().values().stream()
                        .flatMap(jobs -> status(jobs).stream())
                        .toList(),
                page.next());
    }

    private static void write(Shown page, JsonOutput out) {
        page.statuses().forEach(out.json()::writePOJO);
    }

    /** Composes that have none are left out, as nobody could do anything about them here. */
    private Optional<ComposeStatus> status(List<JobSnapshot> jobs) {
        try {
            return jobs.isEmpty() ? Optional.empty() : Optional.of(statuses.of(jobs));
        } catch (ApiException _) {
            return Optional.empty();
        }
    }
}
