package org.imagebuilder.standalone.vulnerabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    private static final LocalDate LAST = LocalDate.of(2027, 1, 31);

    private final Finding finding = new Finding(
            new Library("a:b", "1", "pkg:maven/a/b@1"),
            new Advisory("GHSA-1", List.of("CVE-1"), "", "red \u001b[31m alert", List.of(), false));
    private final Acceptance acceptance = new Acceptance("CVE-1", "not reachable", LAST);

    @Test
    void an_acceptance_counts_on_its_last_day() {
        Assessment assessment = assess(LAST, acceptance);
        assertThat(assessment.isFine()).isTrue();
        assertThat(assessment.expired()).isEmpty();
    }

    @Test
    void an_acceptance_does_not_count_on_the_day_after() {
        Assessment assessment = assess(LAST.plusDays(1), acceptance);
        assertThat(assessment.open()).containsExactly(finding);
        assertThat(assessment.expired()).containsExactly(acceptance);
        assertThat(assessment.unneeded()).isEmpty();
    }

    @Test
    void an_acceptance_concerns_one_vulnerability() {
        var other = new Acceptance("CVE-11", "not reachable", LAST);
        Assessment assessment = assess(LAST, other);
        assertThat(assessment.open()).containsExactly(finding);
        assertThat(assessment.unneeded()).containsExactly(other);
    }

    @Test
    void a_vulnerability_of_several_libraries_is_one() {
        var sibling = new Finding(new Library("a:c", "1", "pkg:maven/a/c@1"), finding.advisory());
        assertThat(Assessment.of(2, List.of(finding, sibling), List.of(), LAST).report())
                .hasSize(4)
                .last()
                .isEqualTo("2 libraries, 1 known vulnerability");
    }

    @Test
    void control_characters_of_others_are_not_printed() {
        assertThat(assess(LAST).report())
                .noneMatch(line -> line.contains("\u001b"))
                .anyMatch(line -> line.contains("alert"));
    }

    private Assessment assess(LocalDate today, Acceptance... acceptances) {
        return Assessment.of(1, List.of(finding), List.of(acceptances), today);
    }
}
