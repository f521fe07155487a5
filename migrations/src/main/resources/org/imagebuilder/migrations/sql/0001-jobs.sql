--liquibase formatted sql

--changeset imagebuilder:0001-compose
--comment: composes and the requests they come from
CREATE TABLE compose (
    id           uuid PRIMARY KEY,
    channel      text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    distribution text,
    architecture text,
    image_type   text,
    -- json, not jsonb: what the client sent is kept as it was sent
    request      json        NOT NULL,
    CONSTRAINT compose_expires_after_creation CHECK (expires_at > created_at)
);
CREATE INDEX compose_of_channel ON compose (channel, id);
CREATE INDEX compose_expiry ON compose (expires_at);
--rollback DROP TABLE compose;

--changeset imagebuilder:0001-worker
--comment: registered workers
CREATE TABLE worker (
    id            uuid PRIMARY KEY,
    channel       text        NOT NULL,
    architecture  text        NOT NULL,
    registered_at timestamptz NOT NULL,
    heartbeat_at  timestamptz NOT NULL,
    CONSTRAINT worker_heartbeat_after_registration CHECK (heartbeat_at >= registered_at)
);
CREATE INDEX worker_heartbeat ON worker (heartbeat_at);
--rollback DROP TABLE worker;

--changeset imagebuilder:0001-job
--comment: job states; narrow, because every hand-out rewrites a row
CREATE TABLE job (
    id             uuid PRIMARY KEY,
    compose_id     uuid REFERENCES compose (id) ON DELETE SET NULL,
    type           text        NOT NULL,
    channel        text        NOT NULL,
    state          text        NOT NULL,
    attempt        integer     NOT NULL DEFAULT 0,
    retries        integer     NOT NULL DEFAULT 0,
    token          uuid,
    -- no foreign key: a worker's row goes long before the history of what it did
    worker_id      uuid,
    queued_at      timestamptz NOT NULL,
    ready_at       timestamptz,
    started_at     timestamptz,
    finished_at    timestamptz,
    heartbeat_at   timestamptz,
    expires_at     timestamptz NOT NULL,
    error_id       integer,
    error_reason   text,
    trace_id       text,
    correlation_id text,
    CONSTRAINT job_state CHECK (state IN ('PENDING', 'READY', 'RUNNING', 'FINISHED', 'CANCELED')),
    CONSTRAINT job_type CHECK (type <> ''),
    CONSTRAINT job_counts CHECK (attempt >= 0 AND retries >= 0 AND retries <= attempt),
    CONSTRAINT job_times_in_order CHECK (ready_at >= queued_at AND started_at >= queued_at
        AND finished_at >= started_at AND heartbeat_at >= started_at),
    CONSTRAINT job_finished_is_started CHECK (finished_at IS NULL OR started_at IS NOT NULL),
    CONSTRAINT job_finished_has_time CHECK ((state IN ('FINISHED')) = (finished_at IS NOT NULL)),
    CONSTRAINT job_ready_has_time CHECK (state <> 'READY' OR ready_at IS NOT NULL),
    CONSTRAINT job_waiting_is_not_started CHECK (state NOT IN ('PENDING', 'READY') OR started_at IS NULL),
    CONSTRAINT job_running_has_handle CHECK (state <> 'RUNNING'
        OR (started_at IS NOT NULL AND token IS NOT NULL AND heartbeat_at IS NOT NULL AND attempt > 0)),
    -- a cancelled job keeps its token, so that the worker learns of it; any other token is a dead one
    CONSTRAINT job_token_only_while_held CHECK (token IS NULL OR state IN ('RUNNING', 'CANCELED')),
    CONSTRAINT job_heartbeat_only_while_held CHECK (heartbeat_at IS NULL OR state IN ('RUNNING', 'CANCELED')),
    CONSTRAINT job_token_not_nil CHECK (token <> '00000000-0000-0000-0000-000000000000'),
    CONSTRAINT job_error_is_whole CHECK ((error_id IS NULL) = (error_reason IS NULL)),
    CONSTRAINT job_error_only_when_finished CHECK (error_id IS NULL OR state = 'FINISHED')
) WITH (fillfactor = 80);
-- each holds only what is in flight, however long the history gets
CREATE INDEX job_pending ON job (queued_at) WHERE state = 'PENDING';
CREATE INDEX job_ready ON job (channel, type, ready_at) WHERE state = 'READY';
CREATE INDEX job_heartbeat ON job (heartbeat_at) WHERE heartbeat_at IS NOT NULL;
CREATE UNIQUE INDEX job_token ON job (token) WHERE token IS NOT NULL;
CREATE INDEX job_of_worker ON job (worker_id) WHERE state = 'RUNNING';
CREATE INDEX job_of_compose ON job (compose_id);
CREATE INDEX job_expiry ON job (expires_at);
--rollback DROP TABLE job;

--changeset imagebuilder:0001-job-payload
--comment: what jobs are given and what they give back
CREATE TABLE job_payload (
    job_id    uuid PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    -- json, not jsonb: results may hold escaped NUL characters, and nothing here is ever searched
    arguments json NOT NULL,
    result    json,
    digest    json
);
--rollback DROP TABLE job_payload;

--changeset imagebuilder:0001-job-payload-compression splitStatements:false
--comment: faster compression of large results, where the server was built with it
DO $$
BEGIN
    ALTER TABLE job_payload ALTER COLUMN arguments SET COMPRESSION lz4, ALTER COLUMN result SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no lz4; pglz it is';
END
$$;
--rollback ALTER TABLE job_payload ALTER COLUMN arguments SET COMPRESSION default, ALTER COLUMN result SET COMPRESSION default;

--changeset imagebuilder:0001-job-dependency
--comment: which job needs which, in order
CREATE TABLE job_dependency (
    job_id        uuid     NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    ordinal       smallint NOT NULL,
    dependency_id uuid     NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    PRIMARY KEY (job_id, ordinal),
    CONSTRAINT job_dependency_once UNIQUE (job_id, dependency_id),
    CONSTRAINT job_dependency_not_itself CHECK (job_id <> dependency_id),
    CONSTRAINT job_dependency_ordinal CHECK (ordinal >= 0)
);
CREATE INDEX job_dependents ON job_dependency (dependency_id);
--rollback DROP TABLE job_dependency;

--changeset imagebuilder:0001-outbox
--comment: events that Kafka has not acknowledged yet
CREATE TABLE outbox (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid        NOT NULL DEFAULT gen_random_uuid(),
    kind            text        NOT NULL,
    key             uuid        NOT NULL,
    occurred_at     timestamptz NOT NULL,
    channel         text        NOT NULL,
    change          text        NOT NULL,
    job_id          uuid,
    compose_id      uuid,
    type            text,
    previous_state  text,
    state           text,
    attempt         integer,
    worker_id       uuid,
    error_id        integer,
    error_reason    text,
    cause           text,
    distribution    text,
    architecture    text,
    image_type      text,
    trace_id        text,
    correlation_id  text,
    CONSTRAINT outbox_kind CHECK (kind IN ('JOB', 'COMPOSE', 'WORKER', 'READY'))
);
CREATE INDEX outbox_key ON outbox (key, id);
-- a queue table: small, rewritten all the time
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000);
--rollback DROP TABLE outbox;

--changeset imagebuilder:0001-shedlock
--comment: which replica runs a job that only one may run
CREATE TABLE shedlock (
    name       text PRIMARY KEY,
    lock_until timestamp NOT NULL,
    locked_at  timestamp NOT NULL,
    locked_by  text      NOT NULL
);
--rollback DROP TABLE shedlock;
