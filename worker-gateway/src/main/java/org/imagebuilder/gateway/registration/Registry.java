package org.imagebuilder.gateway.registration;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.RegisteredWorker;
import org.imagebuilder.queue.WorkerRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows a tenant its workers. */
@RestController
final class Registry {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final WorkerRegistry registry;
    private final String path;

    Registry(WorkerRegistry registry, GatewaySettings settings) {
        this.registry = registry;
        this.path = settings.basePath() + "/workers";
    }

    @GetMapping("/workers")
    ResponseEntity<WorkerList> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            Channel channel) {
        int size = limit == null ? USUAL_PAGE : size(limit);
        UUID last = after == null ? null : WorkerIds.read(after);
        // one more than asked for tells whether there is a next page
        List<RegisteredWorker> found = registry.page(channel.name(), last, size + 1);
        List<RegisteredWorker> page = found.subList(0, Math.min(size, found.size()));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (found.size() > size) {
            answer.header(
                    HttpHeaders.LINK,
                    "<%s?limit=%d&after=%s>; rel=\"next\""
                            .formatted(path, size, page.getLast().id()));
        }
        return answer.body(WorkerList.of(path, page));
    }

    @GetMapping("/workers/{id}")
    WorkerList.Item worker(@PathVariable String id, Channel channel) {
        return registry.find(channel.name(), WorkerIds.read(id))
                .map(worker -> WorkerList.Item.of(path, worker))
                .orElseThrow(() -> new ApiException(WorkerError.WORKER_ID_NOT_FOUND));
    }

    private static int size(String limit) {
        int size = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (size < 1 || size > LARGEST_PAGE) {
            throw new ApiException(WorkerError.INVALID_LIMIT);
        }
        return size;
    }
}
