--liquibase formatted sql

--changeset imagebuilder:0003-tenant-usage
--comment: when tenants with a limit submitted their last composes
CREATE TABLE tenant_usage (
    channel      text PRIMARY KEY,
    -- no longer than the tenant's limit; also what is deleted meanwhile counts
    submitted_at timestamptz[] NOT NULL
);
--rollback DROP TABLE tenant_usage;

--changeset imagebuilder:0003-unfinished-composes
--comment: how many composes a tenant has in flight
CREATE INDEX job_unfinished_compose ON job (channel)
    WHERE id = compose_id AND state IN ('PENDING', 'READY', 'RUNNING');
--rollback DROP INDEX job_unfinished_compose;
