package org.imagebuilder.standalone.worker;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to know.
 *
 * @param api the worker API with its base path, without a slash at the end
 * @param architecture of the images it pretends to build
 * @param proxy {@code http://host:port}, which all requests go through; null for none of its own
 */
public record WorkerSettings(
        URI api,
        String architecture,
        Credentials credentials,
        @Nullable URI proxy) {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int HTTP = 80;

    /** A worker beside the server. */
    public static WorkerSettings at(URI api) {
        return new WorkerSettings(api, "x86_64", new Credentials.None(), null);
    }

    HttpClient client() {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if (proxy != null) {
            int port = proxy.getPort() < 0 ? HTTP : proxy.getPort();
            client.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port)));
        }
        return client.build();
    }
}
