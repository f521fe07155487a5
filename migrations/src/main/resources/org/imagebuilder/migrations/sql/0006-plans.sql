--liquibase formatted sql

--changeset imagebuilder:0006-outbox-by-key
--comment: an index that is of no use to who looks for ids, even when the outbox is empty and all indexes look the same
DROP INDEX outbox_key;
CREATE INDEX outbox_key ON outbox (key);
--rollback DROP INDEX outbox_key;
--rollback CREATE INDEX outbox_key ON outbox (key, id);

--changeset imagebuilder:0006-no-small-tables
--comment: who knows that a table is small plans to read all of it, and keeps that plan while the table grows
ALTER TABLE job SET (autovacuum_analyze_threshold = 10000);
ALTER TABLE job_payload SET (autovacuum_vacuum_threshold = 5000, autovacuum_analyze_threshold = 10000);
ALTER TABLE job_dependency SET (autovacuum_vacuum_threshold = 5000, autovacuum_analyze_threshold = 10000);
ALTER TABLE compose SET (autovacuum_vacuum_threshold = 5000, autovacuum_analyze_threshold = 10000);
--rollback ALTER TABLE job RESET (autovacuum_analyze_threshold);
--rollback ALTER TABLE job_payload RESET (autovacuum_vacuum_threshold, autovacuum_analyze_threshold);
--rollback ALTER TABLE job_dependency RESET (autovacuum_vacuum_threshold, autovacuum_analyze_threshold);
--rollback ALTER TABLE compose RESET (autovacuum_vacuum_threshold, autovacuum_analyze_threshold);
