package org.imagebuilder.gateway.parking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.imagebuilder.gateway.GatewaySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many clients are connected, and whether one more may be. */
@Component
final class Connections {

    private final int most;
    private final Counter refused;
    private final AtomicReference<@Nullable ParkingProtocol> protocol = new AtomicReference<>();

    Connections(GatewaySettings settings, MeterRegistry meters) {
        this.most = settings.maxConnections();
        this.refused = meters.counter("imagebuilder.gateway.refused", "what", "connection");
        meters.gauge("imagebuilder.gateway.open.connections", this, Connections::open);
    }

    void arriveAt(ParkingProtocol server) {
        protocol.set(server);
    }

    private double open() {
        ParkingProtocol server = protocol.get();
        return server == null ? 0 : server.getConnectionCount();
    }

    /** Whether the newest connection is within the limit; counted as refused if not. */
    boolean hasRoom() {
        if (open() <= most) {
            return true;
        }
        refused.increment();
        return false;
    }
}
