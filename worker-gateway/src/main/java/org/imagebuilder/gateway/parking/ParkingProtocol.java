package org.imagebuilder.gateway.parking;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's HTTP/1.1, with connections that may wait without a request. Tomcat makes it by its name. */
public final class ParkingProtocol extends Http11NioProtocol {

    /** Of an answer before it goes to the connection; Tomcat adds room for as many characters. */
    private static final int ANSWER_BUFFER = 2048;

    private final Map<SocketWrapperBase<?>, ParkedRequest> parked = new ConcurrentHashMap<>();

    @Override
    protected Processor createProcessor() {
        return new ParkingProcessor(this, getAdapter(), parked);
    }

    @Override
    public int getDesiredBufferSize() {
        return ANSWER_BUFFER;
    }
}
