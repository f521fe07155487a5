--liquibase formatted sql

--changeset imagebuilder:0002-heartbeats-in-place
--comment: heartbeats rewrite a row without touching an index
-- a column that no index mentions can change within the row's page, and leaves nothing behind for VACUUM
DROP INDEX job_heartbeat;
-- what is dead is mostly in the indexes over jobs in flight; a share of the whole history would be far too late
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
--rollback ALTER TABLE job RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
--rollback CREATE INDEX job_heartbeat ON job (heartbeat_at) WHERE heartbeat_at IS NOT NULL;

--changeset imagebuilder:0002-expiry
--comment: a compose expires as a whole; only jobs of their own expire by themselves
DROP INDEX job_expiry;
CREATE INDEX job_expiry ON job (expires_at) WHERE compose_id IS NULL;
--rollback DROP INDEX job_expiry;
--rollback CREATE INDEX job_expiry ON job (expires_at);
