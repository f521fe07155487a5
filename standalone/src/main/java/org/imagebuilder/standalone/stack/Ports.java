package org.imagebuilder.standalone.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Where the process listens; zero means any free port. */
public record Ports(int composer, int worker, int management) {

    public static final Ports ANY = new Ports(0, 0, 0);

    private static final int HIGHEST = 65535;

    /** Refuses what could not be listened on, before anything is started. */
    void requireFree() {
        List<Integer> wanted = List.of(composer, worker, management);
        for (int i = 0; i < wanted.size(); i++) {
            int port = wanted.get(i);
            if (port < 0 || port > HIGHEST) {
                throw new StartRefusedException("not a port: " + port);
            }
            if (port != 0 && wanted.indexOf(port) != i) {
                throw new StartRefusedException("port " + port + " was given twice");
            }
            requireFree(port);
        }
    }

    private static void requireFree(int port) {
        try (var probe = new ServerSocket()) {
            // As the services will do, so that a connection of the past, still winding down, is no hindrance.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException inUse) {
            throw new StartRefusedException("port " + port + " is in use");
        }
    }
}
