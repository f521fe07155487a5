package org.imagebuilder.standalone.vulnerabilities;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was found, against what is accepted.
 *
 * @param libraries how many were looked at
 * @param open what nobody accepts, or no longer
 * @param accepted what somebody does
 * @param expired acceptances that would matter if they still counted
 * @param unneeded acceptances of what was not found
 */
public record Assessment(
        int libraries,
        List<Finding> open,
        List<Finding> accepted,
        List<Acceptance> expired,
        List<Acceptance> unneeded) {

    static Assessment of(int libraries, List<Finding> found, List<Acceptance> acceptances, LocalDate today) {
        Predicate<Acceptance> needed =
                acceptance -> found.stream().map(Finding::advisory).anyMatch(acceptance::concerns);
        Predicate<Acceptance> expired = acceptance -> acceptance.isExpired(today);
        Predicate<Finding> accepted = finding -> acceptances.stream()
                .filter(expired.negate())
                .anyMatch(acceptance -> acceptance.concerns(finding.advisory()));
        return new Assessment(
                libraries,
                found.stream().filter(accepted.negate()).toList(),
                found.stream().filter(accepted).toList(),
                acceptances.stream().filter(needed.and(expired)).toList(),
                acceptances.stream().filter(needed.negate()).toList());
    }

    public boolean isFine() {
        return open.isEmpty();
    }

    /** What to tell a person, line by line. */
    public List<String> report() {
        return Report.of(this);
    }
}
