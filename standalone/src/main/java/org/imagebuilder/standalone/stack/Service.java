package org.imagebuilder.standalone.stack;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the services, as an application context of this process. */
final class Service implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a service and returns when it serves.
     *
     * @param settings in addition to what the configuration file says
     */
    static Service start(SpringApplicationBuilder application, Map<String, ?> settings) {
        // As arguments, since only these win over the configuration files.
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new Service(application
                .properties("imagebuilder.authentication.mode=none") // the weakest of all settings
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(arguments));
    }

    /** Where this service's metrics are, for others to add theirs. */
    SharedMetrics metrics() {
        return SharedMetrics.of(context);
    }

    int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? 0 : server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
