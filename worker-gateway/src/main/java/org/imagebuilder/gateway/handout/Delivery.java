package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.gateway.parking.ParkedRequest;
import org.imagebuilder.gateway.parking.ParkedRequest.Body;
import org.imagebuilder.http.answers.JsonText;
import org.imagebuilder.http.errors.ErrorBodies;
import org.imagebuilder.metrics.JobMetrics;
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
    private final JobMetrics metrics;
    private final Clock clock;

    Delivery(
            Lanes lanes, GatewaySettings settings, ErrorBodies errors, JsonText json, JobMetrics metrics, Clock clock) {
        this.lanes = lanes;
        this.answer = new HandOutAnswer(settings.basePath() + "/jobs");
        this.errors = errors;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Answers a poll. Blocks until the answer is on its way. */
    void deliver(WaitEnd end, ParkedRequest request, Asked asked) {
        switch (end) {
            case WaitEnd.Job given -> give(given, request, asked);
            case WaitEnd.Nothing _ -> answer(request, HttpServletResponse.SC_NO_CONTENT, Body.NONE, asked);
            case WaitEnd.UnknownWorker _ -> refuse(request, asked);
        }
    }

    private void give(WaitEnd.Job given, ParkedRequest request, Asked asked) {
        boolean delivered = false;
        try {
            delivered = answer(request, HttpServletResponse.SC_CREATED, out -> answer.write(given.job(), out), asked);
        } finally {
            if (!delivered) {
                log.info(
                        "job {} goes back to its lane: its worker is gone",
                        given.job().id());
                lanes.handBack(given.job());
            }
        }
        if (delivered) {
            metrics.handedOut(given.job(), asked.architecture(), clock.instant());
        }
    }

    private void refuse(ParkedRequest request, Asked asked) {
        WorkerError error = WorkerError.WORKER_ID_NOT_FOUND;
        byte[] body = json.bytes(errors.describe(error, asked.ids()), false);
        answer(request, error.status().value(), out -> out.write(body), asked);
    }

    private static boolean answer(ParkedRequest request, int status, Body body, Asked asked) {
        boolean answered = request.answer(status, body);
        asked.answered().accept(status);
        return answered;
    }
}
