package org.imagebuilder.standalone.vulnerabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OsvDatabaseTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Service.Patience LONG =
            new Service.Patience(SHORT, Duration.ofSeconds(20), Duration.ofMinutes(1));
    private static final Library TOMCAT = library("tomcat");
    private static final Library JETTY = library("jetty");

    @AutoClose
    private final AdvisoryServer server = new AdvisoryServer();

    @AutoClose
    private final Service service = new Service(server.address(), LONG);

    private final OsvDatabase database = new OsvDatabase(service);

    OsvDatabaseTest() throws IOException {}

    @Test
    void further_pages_are_asked_for_where_there_are_any() throws Exception {
        server.paging(2)
                .knows("server:tomcat", "GHSA-1", "CVE-1", "2")
                .knows("server:tomcat", "GHSA-2", "CVE-2", "2")
                .knows("server:tomcat", "GHSA-3", "CVE-3", "2")
                .knows("server:jetty", "GHSA-4", "CVE-4", "2");

        assertThat(database.findings(List.of(TOMCAT, JETTY)))
                .extracting(finding ->
                        finding.library().name() + " " + finding.advisory().id())
                .containsExactlyInAnyOrder(
                        "server:tomcat GHSA-1", "server:tomcat GHSA-2", "server:tomcat GHSA-3", "server:jetty GHSA-4");
        assertThat(server.batches).containsExactly(List.of(TOMCAT.purl(), JETTY.purl()), List.of(TOMCAT.purl()));
    }

    @Test
    void more_than_a_thousand_libraries_are_asked_about_in_turns() throws Exception {
        List<Library> libraries =
                IntStream.range(0, 1001).mapToObj(i -> library("l" + i)).toList();
        server.knows("server:l1000", "GHSA-1", "CVE-1", "2");

        assertThat(database.findings(libraries))
                .singleElement()
                .satisfies(finding -> assertThat(finding.library()).isEqualTo(libraries.get(1000)));
        assertThat(server.batches).extracting(List::size).containsExactly(1000, 1);
    }

    @Test
    void a_withdrawn_vulnerability_is_none() throws Exception {
        server.tells("server:tomcat", "GHSA-1", """
                {"id": "GHSA-1", "withdrawn": "2026-10-01T00:00:00Z"}""");
        assertThat(database.findings(List.of(TOMCAT))).isEmpty();
    }

    @Test
    void one_failure_is_forgiven() throws Exception {
        server.failing(1).knows("server:tomcat", "GHSA-1", "CVE-1", "2");
        assertThat(database.findings(List.of(TOMCAT))).hasSize(1);
    }

    @Test
    void an_unknown_vulnerability_is_no_answer() {
        server.tells("server:tomcat", "GHSA-1", "{}");
        assertThatThrownBy(() -> database.findings(List.of(TOMCAT)))
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("GHSA-1");
    }

    @Test
    void a_database_that_never_answers_is_not_waited_for() throws Exception {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var unanswered = new Service(
                        URI.create("http://localhost:" + mute.getLocalPort()),
                        new Service.Patience(SHORT, SHORT, Duration.ofSeconds(10)))) {
            assertThatThrownBy(() -> new OsvDatabase(unanswered).findings(List.of(TOMCAT)))
                    .isInstanceOf(UnansweredException.class)
                    .hasMessageContaining("did not answer in time");
        }
    }

    private static Library library(String name) {
        return new Library("server:" + name, "1", "pkg:maven/server/" + name + "@1");
    }
}
