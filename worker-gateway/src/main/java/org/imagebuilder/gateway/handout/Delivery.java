package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletResponse;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.gateway.parking.ParkedRequest;
import org.imagebuilder.gateway.parking.ParkedRequest.Body;
import org.imagebuilder.http.answers.JsonText;
import org.imagebuilder.http.errors.ErrorBodies;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.lanes.Lanes;
import org.imagebuilder.queue.lanes.WaitEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings a claimed job to its worker, or back to its lane at once. What remains undetected is a worker that vanishes
 * without closing its connection, or while the last bytes are on their way; its heartbeat will be missing.
 */
@Component
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Lanes lanes;
    private final HandOutAnswer answer;
    private final ErrorBodies errors;
    private final JsonText json;

    Delivery(Lanes lanes, GatewaySettings settings, ErrorBodies errors, JsonText json) {
        this.lanes = lanes;
        this.answer = new HandOutAnswer(settings.basePath() + "/jobs");
        this.errors = errors;
        this.json = json;
    }

    /** Answers a poll. Blocks until the answer is on its way. */
    void deliver(WaitEnd end, ParkedRequest request, RequestIds ids) {
        switch (end) {
            case WaitEnd.Job given -> give(given, request);
            case WaitEnd.Nothing _ -> request.answer(HttpServletResponse.SC_NO_CONTENT, Body.NONE);
            case WaitEnd.UnknownWorker _ -> refuse(request, ids);
        }
    }

    private void give(WaitEnd.Job given, ParkedRequest request) {
        given.awaitEvents();
        boolean delivered = false;
        try {
            delivered = request.answer(HttpServletResponse.SC_CREATED, out -> answer.write(given.job(), out));
        } finally {
            if (!delivered) {
                log.info(
                        "job {} goes back to its lane: its worker is gone",
                        given.job().id());
                lanes.handBack(given.job());
            }
        }
    }

    private void refuse(ParkedRequest request, RequestIds ids) {
        WorkerError error = WorkerError.WORKER_ID_NOT_FOUND;
        request.answer(error.status().value(), out -> out.write(json.bytes(errors.describe(error, ids), false)));
    }
}
