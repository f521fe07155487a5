package org.imagebuilder.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An upload byte by byte, so that it can stop anywhere. */
final class RawUpload implements AutoCloseable {

    private final Socket socket;

    private RawUpload(Socket socket) {
        this.socket = socket;
    }

    /** Sends the head of a request; it says that the connection will be closed. */
    static RawUpload begin(Worker worker, String path, String... headers) throws IOException {
        Socket socket = new Socket("localhost", worker.port());
        socket.setSoTimeout(30_000);
        RawUpload upload = new RawUpload(socket);
        upload.send("PUT " + worker.base() + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                + "\r\n");
        return upload;
    }

    RawUpload send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends nothing any more, but can still hear. */
    RawUpload end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Everything that comes back until the other side closes. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
