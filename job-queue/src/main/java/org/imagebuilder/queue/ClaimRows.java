package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What a claim brings: events in their order, each in as many rows as its job has dependencies, or in one. */
final class ClaimRows implements RowCallbackHandler {

    private final UUID job;
    private final UUID token;
    private final Vault vault;
    private final List<OutboxRow> events = new ArrayList<>();
    private final List<@Nullable StoredJson> results = new ArrayList<>();
    private @Nullable StoredJson arguments;
    private @Nullable OutboxRow claim;
    private Instant readyAt = Instant.EPOCH;

    ClaimRows(UUID job, UUID token, Vault vault) {
        this.job = job;
        this.token = token;
        this.vault = vault;
    }

    List<OutboxRow> events() {
        return events;
    }

    /**
     * Empty if nothing was claimed. May be asked once.
     *
     * @throws org.imagebuilder.queue.secrets.UnreadablePayloadException if arguments or results cannot be decrypted
     */
    Optional<ClaimedJob> claimed() {
        return Optional.ofNullable(claim).map(this::read);
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        OutboxRow event = OutboxRows.read(row, 0);
        boolean next = events.isEmpty() || events.getLast().id() != event.id();
        if (next) {
            events.add(event);
        }
        if (event.kind() == OutboxRow.Kind.JOB && job.equals(event.jobId())) {
            StoredJson given = StoredJson.arguments(row, job);
            if (!given.isPresent()) {
                return;
            }
            if (next) {
                // an older event of the same job may have been left behind; the last one is of this claim
                results.clear();
                claim = event;
                arguments = given;
                readyAt = Statements.instant(row, "ready_at");
            }
            row.getInt("ordinal");
            if (!row.wasNull()) {
                results.add(StoredJson.result(row, row.getObject("dependency_id", UUID.class)));
            }
        }
    }

    private ClaimedJob read(OutboxRow event) {
        List<@Nullable RawJson> opened = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            // one after the other, and none longer than needed: they may be large
            opened.add(Objects.requireNonNull(results.set(i, null)).open(vault));
        }
        return new ClaimedJob(
                Objects.requireNonNull(event.jobId()),
                Objects.requireNonNull(event.type()),
                event.channel(),
                event.attempt(),
                readyAt,
                token,
                Objects.requireNonNull(Objects.requireNonNull(arguments).open(vault)),
                opened);
    }
}
