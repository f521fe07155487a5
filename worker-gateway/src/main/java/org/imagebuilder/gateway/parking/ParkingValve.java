package org.imagebuilder.gateway.parking;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets {@link Parking} see behind the servlet API, and sends away who connects beyond the limit. */
final class ParkingValve extends ValveBase {

    private final Connections connections;

    ParkingValve(Connections connections) {
        super(true);
        this.connections = connections;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        ParkingProcessor processor = ParkingProcessor.of(request.getCoyoteRequest());
        if (processor.isParking()) {
            // sent ahead of the answer to the request before, which it would now overtake
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        } else if (processor.isOfNewConnection() && !connections.hasRoom()) {
            // Tomcat closes a connection after this status
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            request.setAttribute(Parking.ATTRIBUTE, processor);
            getNext().invoke(request, response);
        }
    }
}
