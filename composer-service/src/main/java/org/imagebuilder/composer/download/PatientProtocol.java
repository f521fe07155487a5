package org.imagebuilder.composer.download;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, but for how long a client may take nothing of an answer. To Tomcat that is the time to send the head of
 * a request, which is short; a client behind a slow line takes longer to make room for the next megabyte. Tomcat makes
 * it by its name.
 */
public final class PatientProtocol extends Http11NioProtocol {

    private volatile long milliseconds = -1;

    void setPatience(Duration patience) {
        milliseconds = patience.toMillis();
    }

    @Override
    protected Processor createProcessor() {
        return new Http11Processor(this, getAdapter()) {
            @Override
            public SocketState service(SocketWrapperBase<?> socket) throws IOException {
                socket.setWriteTimeout(milliseconds);
                return super.service(socket);
            }
        };
    }
}
