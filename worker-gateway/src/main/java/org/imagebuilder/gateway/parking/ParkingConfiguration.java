package org.imagebuilder.gateway.parking;

import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.imagebuilder.gateway.GatewaySettings;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat fit for thousands of connections that wait. */
@Configuration(proxyBeanMethods = false)
class ParkingConfiguration {

    /** A parked connection counts as idle, and must not be closed as such. */
    private static final Duration LONGER_THAN_A_POLL = Duration.ofSeconds(30);

    /** Each connection has two of them for as long as it lives. */
    private static final String SOCKET_BUFFER = "2048";

    /** Each holds some 70 KB between two requests; under load there are more of them, and they are garbage afterwards. */
    private static final int PROCESSORS_KEPT = 32;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> parking(
            GatewaySettings settings, Connections connections) {
        return factory -> {
            factory.setProtocol(ParkingProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> prepare(connector, settings, connections));
            factory.addContextValves(new ParkingValve(connections));
        };
    }

    private static void prepare(Connector connector, GatewaySettings settings, Connections connections) {
        ParkingProtocol protocol = (ParkingProtocol) connector.getProtocolHandler();
        connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER);
        connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER);
        protocol.setProcessorCache(PROCESSORS_KEPT);
        protocol.setExecutor(new BoundedThreads("request-", settings.requestsAtOnce()));
        // its counter tells the first request of a connection
        protocol.setMaxKeepAliveRequests(-1);
        long least = settings.longPoll().plus(LONGER_THAN_A_POLL).toMillis();
        protocol.setKeepAliveTimeout(
                (int) Math.min(Integer.MAX_VALUE, Math.max(protocol.getKeepAliveTimeout(), least)));
        connections.arriveAt(protocol);
    }
}
