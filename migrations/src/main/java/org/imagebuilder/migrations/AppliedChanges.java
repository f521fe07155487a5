package org.imagebuilder.migrations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;

/** Writes down what Liquibase does, as it does it. */
final class AppliedChanges extends AbstractChangeExecListener {

    private final List<AppliedChange> changes = new ArrayList<>();
    private long begunAt;

    @Override
    public void willRun(ChangeSet change, DatabaseChangeLog changelog, Database database, RunStatus status) {
        begunAt = System.nanoTime();
    }

    @Override
    public void ran(ChangeSet change, DatabaseChangeLog changelog, Database database, ExecType type) {
        String comment = change.getComments();
        changes.add(new AppliedChange(
                change.getId(), comment == null ? "" : comment, Duration.ofNanos(System.nanoTime() - begunAt)));
    }

    List<AppliedChange> inOrder() {
        return List.copyOf(changes);
    }
}
