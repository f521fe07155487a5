package org.imagebuilder.migrations;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database to migrate, from the command line or else from the variables that the services read. */
record Target(String url, @Nullable String user, @Nullable String password) {

    private static final String URL = "--url";
    private static final String USER = "--user";
    private static final String PASSWORD = "--password";
    private static final List<String> OPTIONS = List.of(URL, USER, PASSWORD);

    /** @throws IllegalArgumentException with one line for the person who typed this */
    static Target parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = options(arguments);
        String url = given.getOrDefault(URL, environment.getOrDefault("SPRING_DATASOURCE_URL", ""));
        if (url.isBlank()) {
            throw new IllegalArgumentException("no database: give --url or set SPRING_DATASOURCE_URL");
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not the JDBC URL of a PostgreSQL database: " + withoutSecrets(url));
        }
        return new Target(
                url,
                given.getOrDefault(USER, environment.get("SPRING_DATASOURCE_USERNAME")),
                given.getOrDefault(PASSWORD, environment.get("SPRING_DATASOURCE_PASSWORD")));
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            String word = words.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!OPTIONS.contains(name)) {
                throw new IllegalArgumentException("unknown argument: " + name);
            }
            if (equals < 0 && !words.hasNext()) {
                throw new IllegalArgumentException("no value given for " + name);
            }
            options.put(name, equals < 0 ? words.next() : word.substring(equals + 1));
        }
        return options;
    }

    /** The address without its parameters, which may hold a password. */
    String printable() {
        return withoutSecrets(url);
    }

    private static String withoutSecrets(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }
}
