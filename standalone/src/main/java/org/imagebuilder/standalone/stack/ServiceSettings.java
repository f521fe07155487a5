package org.imagebuilder.standalone.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagebuilder.embedded.KafkaBroker;
import org.imagebuilder.embedded.PostgresServer;

/**
 * What the services have to know about this process.
 *
 * @param keys the file with the keys that secrets are encrypted with
 * @param artifacts a folder for what workers upload
 * @param scratch a folder for the web servers' temporary files
 * @param others further properties of all services
 */
record ServiceSettings(
        PostgresServer postgres,
        KafkaBroker kafka,
        Path keys,
        Path artifacts,
        Path scratch,
        Map<String, String> others) {

    /** For the one service that serves metrics and health, on its only port. */
    Map<String, Object> withManagement(String service, int port) {
        Map<String, Object> settings = new LinkedHashMap<>(others);
        settings.put("spring.datasource.url", postgres.jdbcUrl());
        settings.put("spring.datasource.username", postgres.user());
        settings.put("spring.datasource.password", postgres.password());
        settings.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
        settings.put("imagebuilder.secrets.key-file", keys.toAbsolutePath());
        // what lies in the folder is encrypted with the folder's own key, whatever the environment says
        settings.put("imagebuilder.secrets.keys", "");
        settings.put("imagebuilder.artifacts.folder", artifacts.toAbsolutePath());
        settings.put("spring.jmx.enabled", false);
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", port);
        settings.put("server.tomcat.basedir", scratch.resolve(service));
        return settings;
    }

    /** For the others: a process has one port for metrics, not three. */
    Map<String, Object> withoutManagement(String service, int port) {
        Map<String, Object> settings = withManagement(service, port);
        settings.put("management.server.port", -1);
        return settings;
    }
}
