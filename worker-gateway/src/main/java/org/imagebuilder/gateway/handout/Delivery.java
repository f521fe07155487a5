package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.lanes.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Brings a claimed job to its worker, or back to its lane at once. What remains undetected is a worker that vanishes
 * without closing its connection, or while the last bytes are on their way; its heartbeat will be missing.
 */
@Component
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Lanes lanes;
    private final HandOutAnswer answer;

    Delivery(Lanes lanes, GatewaySettings settings) {
        this.lanes = lanes;
        this.answer = new HandOutAnswer(settings.basePath() + "/jobs");
    }

    /** Whether the worker has got it. */
    boolean deliver(ClaimedJob job, Connection connection, HttpServletResponse response) throws IOException {
        boolean delivered = false;
        try {
            if (!connection.isGone()) {
                response.setStatus(HttpServletResponse.SC_CREATED);
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                answer.write(job, response.getOutputStream());
                response.flushBuffer();
                delivered = true;
            }
        } catch (IOException | JacksonIOException e) {
            log.debug("job {} did not reach its worker", job.id(), e);
        } finally {
            if (!delivered) {
                log.info("job {} goes back to its lane: its worker is gone", job.id());
                lanes.handBack(job);
            }
        }
        return delivered;
    }
}
