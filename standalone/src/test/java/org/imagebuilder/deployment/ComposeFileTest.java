package org.imagebuilder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.imagebuilder.embedded.BrokerSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class ComposeFileTest {

    private static final List<String> SERVICES = List.of("composer-service", "dispatcher", "worker-gateway");

    private static ComposeFile file;

    @BeforeAll
    static void readFile() throws Exception {
        file = ComposeFile.read();
    }

    @Test
    void every_variable_of_a_service_is_a_property() throws Exception {
        Set<String> known = Stream.concat(OwnProperties.names().stream(), SpringProperties.names().stream())
                .map(ComposeFileTest::variable)
                .collect(Collectors.toSet());
        assertThat(SERVICES).allSatisfy(service -> {
            assertThat(file.environment(service)).isNotEmpty();
            assertThat(known).containsAll(file.environment(service).keySet());
        });
    }

    @Test
    void the_migrations_read_the_same_variables() {
        assertThat(file.environment("migrations").keySet())
                .containsExactlyInAnyOrder(
                        "SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD");
        assertThat(file.environment("dispatcher")).containsAllEntriesOf(file.environment("migrations"));
    }

    @Test
    void the_services_find_the_database_and_the_broker_by_their_names() {
        Map<String, String> environment = file.environment("dispatcher");
        assertThat(environment)
                .containsEntry(
                        "SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://postgres:5432/"
                                + file.environment("postgres").get("POSTGRES_DB"))
                .containsEntry(
                        "SPRING_DATASOURCE_USERNAME",
                        file.environment("postgres").get("POSTGRES_USER"))
                .containsEntry(
                        "SPRING_DATASOURCE_PASSWORD",
                        file.environment("postgres").get("POSTGRES_PASSWORD"));
        assertThat(file.environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"))
                .isEqualTo("PLAINTEXT://" + environment.get("SPRING_KAFKA_BOOTSTRAPSERVERS"));
    }

    @Test
    void the_services_share_a_folder_of_artifacts_that_the_image_lets_them_write_to() throws Exception {
        assertThat(SERVICES).allSatisfy(service -> {
            String folder = file.environment(service).get("IMAGEBUILDER_ARTIFACTS_FOLDER");
            assertThat(file.text(service, "volumes")).isEqualTo("[\"artifacts:" + folder + "\"]");
            assertThat(Repository.read("Dockerfile")).contains("install -d -o service " + folder);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"composer-service", "dispatcher", "worker-gateway"})
    void a_service_is_reached_on_its_own_port_within_its_limits(String service) throws Exception {
        PropertySource<?> settings = new YamlPropertySourceLoader()
                .load(service, new ClassPathResource(service + ".yaml"))
                .getFirst();
        assertThat(file.ports(service)).containsExactly("%1$s:%1$s".formatted(settings.getProperty("server.port")));
        assertThat(file.text(service, "cpus")).isEqualTo("1");
        assertThat(file.text(service, "mem_limit")).isEqualTo("512m");
        assertThat(file.text(service, "healthcheck")).contains("/dev/tcp/127.0.0.1/8008", "/health/readiness");
        assertThat(file.condition(service, "migrations")).isEqualTo("service_completed_successfully");
        assertThat(file.condition(service, "kafka")).isEqualTo("service_healthy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"composer-service", "dispatcher", "worker-gateway", "migrations"})
    void an_image_is_made_of_a_module_that_runs_by_itself(String service) throws Exception {
        String module = file.module(service);
        assertThat(Files.readString(Repository.file(module).resolve("pom.xml"))).contains("spring-boot-maven-plugin");
        assertThat(Repository.read("Dockerfile")).containsPattern("-pl \\S*" + module);
    }

    @Test
    void the_servers_are_those_the_tests_run_on() {
        assertThat(file.image("postgres")).isEqualTo("postgres:18");
        assertThat(file.image("kafka")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void the_broker_knows_its_settings_and_they_are_those_of_the_tests() {
        Map<String, String> names = AbstractKafkaConfig.CONFIG_DEF.names().stream()
                .collect(Collectors.toMap(
                        name -> "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), name -> name));
        assertThat(file.environment("kafka")).allSatisfy((variable, value) -> {
            if (variable.startsWith("KAFKA_")) {
                assertThat(names).containsKey(variable);
                assertThat(BrokerSettings.singleNode().getOrDefault(names.get(variable), value))
                        .as(variable)
                        .isEqualTo(value);
            }
        });
    }

    /** As Spring Boot derives it from a property's name. */
    private static String variable(String property) {
        return property.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
    }
}
