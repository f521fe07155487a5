package org.imagebuilder.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback interface that nobody listens on. */
public final class FreePorts {

    private FreePorts() {}

    /** So many different ones. */
    public static List<Integer> pick(int count) throws IOException {
        List<ServerSocket> probes = new ArrayList<>();
        try {
            // All are held until the last is found, else the same port might come twice.
            for (int i = 0; i < count; i++) {
                probes.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return probes.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket probe : probes) {
                probe.close();
            }
        }
    }
}
