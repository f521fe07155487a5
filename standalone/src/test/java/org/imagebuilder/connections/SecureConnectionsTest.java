package org.imagebuilder.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.imagebuilder.embedded.KafkaBroker;
import org.imagebuilder.embedded.PostgresServer;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.standalone.worker.SimulatedWorker;
import org.imagebuilder.system.Cluster;
import org.imagebuilder.testsupport.TestAuthority;
import org.imagebuilder.testsupport.TestAuthority.Identity;
import org.imagebuilder.testsupport.TestIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever PostgreSQL and Kafka ask of their clients is a matter of configuration. */
class SecureConnectionsTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("ours");
    private static final Identity SERVERS = AUTHORITY.issue("localhost", "127.0.0.1");
    private static final Identity SERVICES = AUTHORITY.issue("certified");
    private static final String PASSWORD = "geheim-7Zq";
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"builder\" password=\"" + PASSWORD + "\";";
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String COMPOSE = """
            {"distribution": "rhel-9.6", "image_request": {"architecture": "x86_64", "image_type": "guest-image",
             "repositories": [{"baseurl": "https://repo.example.com/os/"}], "upload_options": {"region": "us-east-1"}}}
            """;

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer postgres;

    @BeforeAll
    static void startDatabase() throws Exception {
        write("ca.crt", AUTHORITY.pem());
        write("other-ca.crt", new TestAuthority("another").pem());
        write("client.crt", SERVICES.certificatePem());
        write("client.key", SERVICES.keyPem());
        String rules = """
                host    all postgres  127.0.0.1/32 trust
                hostssl all builder   127.0.0.1/32 scram-sha-256
                hostssl all certified 127.0.0.1/32 cert
                """;
        postgres = PostgresServer.start(
                folder.resolve("postgres"),
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file",
                                write("server.crt", SERVERS.certificatePem()).toString(),
                        "ssl_key_file", write("server.key", SERVERS.keyPem()).toString(),
                        "ssl_ca_file", folder.resolve("ca.crt").toString(),
                        "hba_file", write("pg_hba.conf", rules).toString()));
        var superuser = new PGSimpleDataSource();
        superuser.setUrl(postgres.jdbcUrl());
        superuser.setUser(postgres.user());
        JdbcClient sql = JdbcClient.create(superuser);
        sql.sql("CREATE ROLE builder LOGIN CREATEDB PASSWORD '" + PASSWORD + "'")
                .update();
        sql.sql("CREATE ROLE certified LOGIN CREATEDB").update();
        for (String database : List.of("passwords", "certificates", "tokens")) {
            String owner = database.equals("certificates") ? "certified" : "builder";
            sql.sql("CREATE DATABASE " + database + " OWNER " + owner).update();
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** For its owner alone, without which PostgreSQL takes no key. */
    private static Path write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String url(String database, String options) {
        return postgres.jdbcUrl(database).replace("127.0.0.1", "localhost") + "?sslmode=verify-full&sslrootcert="
                + folder.resolve("ca.crt") + options;
    }

    private static KafkaBroker broker(String name, String protocol, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listener.security.protocol.map",
                "PLAINTEXT:" + protocol + ",CONTROLLER:PLAINTEXT",
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.certificate.chain",
                SERVERS.certificatePem(),
                "ssl.keystore.key",
                SERVERS.keyPem(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                AUTHORITY.pem()));
        settings.putAll(more);
        return KafkaBroker.start(
                folder.resolve(name), settings, List.of("SCRAM-SHA-512=[name=builder,password=" + PASSWORD + "]"));
    }

    /** Runs a compose through all services, and reads its events. */
    private static void build(
            KafkaBroker broker, PGSimpleDataSource database, List<String> connection, Map<String, Object> reader)
            throws Exception {
        List<String> settings = new ArrayList<>(connection);
        settings.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
        Migrations.migrate(database);
        Set<String> built = ConcurrentHashMap.newKeySet();
        try (Cluster cluster = Cluster.start(1, 1, 1, settings.toArray(String[]::new));
                SimulatedWorker _ = SimulatedWorker.start(cluster.gateway(0), step -> built.add(step.job()))) {
            String id = Api.post(cluster.composer(0), "/compose", COMPOSE)
                    .path("id")
                    .asString();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Api.get(cluster.composer(0), "/composes/" + id)
                            .path("status")
                            .asString()
                            .equals("success"));
        }
        assertThat(built).hasSize(2);
        Map<String, Object> config = new HashMap<>(reader);
        config.put("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.COMPOSE_EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            assertThat(consumer.endOffsets(partitions).values()).anyMatch(end -> end > 0);
        }
    }

    private static PGSimpleDataSource database(String url, String user) {
        var database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(PASSWORD);
        return database;
    }

    @Test
    @DisplayName("passwords from files: SCRAM at both, over TLS; nobody writes them into a log")
    void passwords() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        Map<String, String> scram = Map.of(
                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512",
                "listener.name.plaintext.scram-sha-512.sasl.jaas.config", LOGIN);
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("database.password"), PASSWORD);
        Files.writeString(secrets.resolve("spring.kafka.properties.sasl.jaas.config"), LOGIN);
        try (KafkaBroker broker = broker("scram", "SASL_SSL", scram)) {
            List<String> connection = List.of(
                    "--spring.datasource.url=" + url("passwords", ""),
                    "--spring.datasource.username=builder",
                    "--spring.datasource.password=${database.password}",
                    "--spring.kafka.security.protocol=SASL_SSL",
                    "--spring.kafka.ssl.trust-store-type=PEM",
                    "--spring.kafka.ssl.trust-store-location=file:" + folder.resolve("ca.crt"),
                    "--spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512",
                    "--spring.config.import=configtree:" + secrets + "/");
            build(
                    broker,
                    database(url("passwords", ""), "builder"),
                    connection,
                    Map.of(
                            "security.protocol",
                            "SASL_SSL",
                            "sasl.mechanism",
                            "SCRAM-SHA-512",
                            "sasl.jaas.config",
                            LOGIN,
                            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                            "PEM",
                            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                            folder.resolve("ca.crt").toString()));
        } finally {
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .noneMatch(event -> event.getFormattedMessage().contains(PASSWORD));
    }

    @Test
    @DisplayName("certificates: clients show theirs to both, and need no password")
    void certificates() throws Exception {
        try (KafkaBroker broker = broker("mtls", "SSL", Map.of("ssl.client.auth", "required"))) {
            String url = url(
                    "certificates",
                    "&pemKeyAlgorithm=EC&sslcert=" + folder.resolve("client.crt") + "&sslkey="
                            + folder.resolve("client.key"));
            List<String> connection = List.of(
                    "--spring.datasource.url=" + url,
                    "--spring.datasource.username=certified",
                    "--spring.datasource.password=",
                    "--spring.kafka.security.protocol=SSL",
                    "--spring.kafka.ssl.bundle=kafka",
                    "--spring.ssl.bundle.pem.kafka.keystore.certificate=file:" + folder.resolve("client.crt"),
                    "--spring.ssl.bundle.pem.kafka.keystore.private-key=file:" + folder.resolve("client.key"),
                    "--spring.ssl.bundle.pem.kafka.truststore.certificate=file:" + folder.resolve("ca.crt"));
            build(
                    broker,
                    database(url, "certified"),
                    connection,
                    Map.of(
                            "security.protocol",
                            "SSL",
                            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                            "PEM",
                            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                            SERVICES.certificatePem(),
                            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                            SERVICES.keyPem(),
                            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                            "PEM",
                            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                            AUTHORITY.pem()));
        }
    }

    @Test
    @DisplayName("tokens: Kafka takes those of an OAuth 2 server")
    void tokens() throws Exception {
        RSAKey key = TestIssuer.rsaKey("rsa");
        HttpServer tokenServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (TestIssuer issuer = TestIssuer.start(key)) {
            tokenServer.createContext("/token", exchange -> {
                try (exchange) {
                    byte[] answer = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                            .formatted(issuer.sign(
                                    key, claims -> claims.subject("services").audience("kafka")))
                            .getBytes(StandardCharsets.US_ASCII);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            tokenServer.start();
            String tokenUrl = "http://127.0.0.1:" + tokenServer.getAddress().getPort() + "/token";
            System.setProperty(ALLOWED_URLS, tokenUrl + "," + issuer.keysUrl());
            String login = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                    + " clientId=\"services\" clientSecret=\"" + PASSWORD + "\";";
            String handler = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";
            Map<String, String> oauth = Map.of(
                    "sasl.enabled.mechanisms",
                    "OAUTHBEARER",
                    "sasl.mechanism.inter.broker.protocol",
                    "OAUTHBEARER",
                    "sasl.oauthbearer.jwks.endpoint.url",
                    issuer.keysUrl(),
                    "sasl.oauthbearer.expected.audience",
                    "kafka",
                    "sasl.oauthbearer.token.endpoint.url",
                    tokenUrl,
                    "listener.name.plaintext.oauthbearer.sasl.jaas.config",
                    login,
                    "listener.name.plaintext.oauthbearer.sasl.login.callback.handler.class",
                    handler,
                    "listener.name.plaintext.oauthbearer.sasl.server.callback.handler.class",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
            try (KafkaBroker broker = broker("oauth", "SASL_SSL", oauth)) {
                List<String> connection = List.of(
                        "--spring.datasource.url=" + url("tokens", ""),
                        "--spring.datasource.username=builder",
                        "--spring.datasource.password=" + PASSWORD,
                        "--spring.kafka.security.protocol=SASL_SSL",
                        "--spring.kafka.ssl.trust-store-type=PEM",
                        "--spring.kafka.ssl.trust-store-location=file:" + folder.resolve("ca.crt"),
                        "--spring.kafka.properties.sasl.mechanism=OAUTHBEARER",
                        "--spring.kafka.properties.sasl.oauthbearer.token.endpoint.url=" + tokenUrl,
                        "--spring.kafka.properties.sasl.login.callback.handler.class=" + handler,
                        "--spring.kafka.properties.sasl.jaas.config=" + login);
                build(
                        broker,
                        database(url("tokens", ""), "builder"),
                        connection,
                        Map.of(
                                "security.protocol",
                                "SASL_SSL",
                                "sasl.mechanism",
                                "OAUTHBEARER",
                                "sasl.oauthbearer.token.endpoint.url",
                                tokenUrl,
                                "sasl.login.callback.handler.class",
                                handler,
                                "sasl.jaas.config",
                                login,
                                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                                "PEM",
                                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                                folder.resolve("ca.crt").toString()));
            }
        } finally {
            tokenServer.stop(0);
            System.clearProperty(ALLOWED_URLS);
        }
    }

    @Test
    @DisplayName("a database that another authority vouches for, or that has another name, gets no password")
    void impostors() {
        String wrongAuthority = url("passwords", "").replace("ca.crt", "other-ca.crt");
        assertThatThrownBy(() -> Migrations.migrate(database(wrongAuthority, "builder")))
                .hasStackTraceContaining("certification path")
                .hasMessageNotContaining(PASSWORD);
        assertThatThrownBy(() ->
                        Migrations.migrate(database(postgres.jdbcUrl("passwords") + "?sslmode=disable", "builder")))
                .as("without TLS")
                .hasStackTraceContaining("no pg_hba.conf entry");
    }
}
