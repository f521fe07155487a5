package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagebuilder.standalone.vulnerabilities.AdvisoryServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VulnerabilitiesCommandTest {

    private static final String POSTGRESQL = "org.postgresql:postgresql";

    @TempDir
    Path folder;

    @AutoClose
    private final AdvisoryServer database = new AdvisoryServer();

    VulnerabilitiesCommandTest() throws IOException {}

    @Test
    void one_line_is_enough_when_there_are_none() throws Exception {
        try (var typed = check("[]")) {
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out()).matches("\\d{3} libraries, no known vulnerabilities\n");
            assertThat(typed.err()).isEmpty();
        }
    }

    @Test
    void what_is_found_is_shown() throws Exception {
        database.knows(POSTGRESQL, "GHSA-aaaa-bbbb-cccc", "CVE-2026-1", "99.1");
        try (var typed = check("[]")) {
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.out().lines())
                    .satisfiesExactly(
                            head -> assertThat(head).startsWith("PACKAGE "),
                            row -> assertThat(row)
                                    .matches(
                                            "org\\.postgresql:postgresql +42\\.\\S+ +GHSA-aaaa-bbbb-cccc \\(CVE-2026-1\\)"
                                                    + " +high +99\\.1 +org\\.postgresql:postgresql does harm"),
                            sum -> assertThat(sum).endsWith(" libraries, 1 known vulnerability"));
        }
    }

    @Test
    void what_is_accepted_does_not_count() throws Exception {
        database.knows(POSTGRESQL, "GHSA-aaaa-bbbb-cccc", "CVE-2026-1", "99.1");
        try (var typed = check("[{id: cve-2026-1, reason: not reachable, until: 2999-12-31}]")) {
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out()).hasLineCount(1).endsWith(" libraries, no known vulnerabilities (1 accepted)\n");
        }
    }

    @Test
    void an_expired_acceptance_does_not_help() throws Exception {
        database.knows(POSTGRESQL, "GHSA-aaaa-bbbb-cccc", "CVE-2026-1", "99.1");
        try (var typed = check("[{id: GHSA-aaaa-bbbb-cccc, reason: not reachable, until: 2026-01-31}]")) {
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.out())
                    .contains("GHSA-aaaa-bbbb-cccc was accepted, which expired after 2026-01-31: not reachable");
        }
    }

    @Test
    void an_acceptance_of_nothing_is_mentioned() throws Exception {
        try (var typed = check("[{id: CVE-2026-2, reason: not reachable, until: 2999-12-31}]")) {
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out()).contains("CVE-2026-2 is accepted and was not found");
        }
    }

    @Test
    void a_mistake_in_the_file_is_one_line() throws Exception {
        try (var typed = check("[{id: CVE-2026-1, until: 2999-12-31}]")) {
            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).hasLineCount(1).endsWith("accepted.yaml: entry 1: reason is missing\n");
            assertThat(typed.out()).isEmpty();
        }
    }

    @Test
    void a_database_out_of_reach_is_one_line() throws Exception {
        URI nobody = database.address();
        database.close();
        try (var typed = check("[]")) {
            assertThat(typed.exitCode()).isEqualTo(3);
            assertThat(typed.err())
                    .isEqualTo("imagebuilder: vulnerabilities were not checked: " + nobody + ": cannot be reached\n");
            assertThat(typed.out()).isEmpty();
        }
    }

    @Test
    void a_database_that_fails_is_one_line() throws Exception {
        database.failing(2);
        try (var typed = check("[]")) {
            assertThat(typed.exitCode()).isEqualTo(3);
            assertThat(typed.err()).hasLineCount(1).endsWith(": answered with 500\n");
        }
    }

    private Typed check(String accepted) throws IOException {
        Path file = Files.writeString(folder.resolve("accepted.yaml"), accepted);
        return Typed.command("vulnerabilities", "--accepted=" + file, "--url=" + database.address() + "/");
    }
}
