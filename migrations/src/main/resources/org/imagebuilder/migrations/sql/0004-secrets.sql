--liquibase formatted sql

--changeset imagebuilder:0004-sealed-payloads
--comment: encrypted, what composes and jobs are about lies in columns of its own, each with its data key
ALTER TABLE compose
    ADD COLUMN request_sealed bytea,
    ADD COLUMN request_key    bytea,
    ALTER COLUMN request DROP NOT NULL,
    -- compressed before it was encrypted
    ALTER COLUMN request_sealed SET STORAGE EXTERNAL,
    ADD CONSTRAINT compose_has_request
        CHECK (num_nonnulls(request, request_sealed) = 1 AND (request_sealed IS NULL) = (request_key IS NULL)) NOT VALID;
ALTER TABLE job_payload
    ADD COLUMN arguments_sealed bytea,
    ADD COLUMN arguments_key    bytea,
    ADD COLUMN result_sealed    bytea,
    -- of the result before it was encrypted, in bytes
    ADD COLUMN result_size      bigint,
    ADD COLUMN digest_sealed    bytea,
    ADD COLUMN result_key       bytea,
    ALTER COLUMN arguments DROP NOT NULL,
    ALTER COLUMN arguments_sealed SET STORAGE EXTERNAL,
    ALTER COLUMN result_sealed SET STORAGE EXTERNAL,
    ALTER COLUMN digest_sealed SET STORAGE EXTERNAL,
    ADD CONSTRAINT job_payload_has_arguments CHECK (num_nonnulls(arguments, arguments_sealed) = 1
        AND (arguments_sealed IS NULL) = (arguments_key IS NULL)) NOT VALID,
    ADD CONSTRAINT job_payload_result_is_whole CHECK (num_nonnulls(result_sealed, result_size, result_key) IN (0, 3)
        AND (result IS NULL OR result_sealed IS NULL)
        AND (digest_sealed IS NULL OR result_sealed IS NOT NULL)) NOT VALID;
-- the data key of what the current attempt will report
ALTER TABLE job ADD COLUMN report_key bytea;
--rollback ALTER TABLE job DROP COLUMN report_key;
--rollback ALTER TABLE job_payload DROP COLUMN arguments_sealed, DROP COLUMN arguments_key, DROP COLUMN result_sealed, DROP COLUMN result_size, DROP COLUMN digest_sealed, DROP COLUMN result_key, ALTER COLUMN arguments SET NOT NULL;
--rollback ALTER TABLE compose DROP COLUMN request_sealed, DROP COLUMN request_key, ALTER COLUMN request SET NOT NULL;

--changeset imagebuilder:0004-sealed-payloads-checked
--comment: what was there before follows the new rules too; checked without keeping others from writing
ALTER TABLE compose VALIDATE CONSTRAINT compose_has_request;
ALTER TABLE job_payload VALIDATE CONSTRAINT job_payload_has_arguments;
ALTER TABLE job_payload VALIDATE CONSTRAINT job_payload_result_is_whole;
--rollback empty

--changeset imagebuilder:0004-payload-key
--comment: under which keys there may be data keys; the one without a name stands for rows that are not encrypted
CREATE TABLE payload_key (
    id          text PRIMARY KEY,
    -- something encrypted with it, by which another key under the same id is recognised
    proof       text,
    known_since timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payload_key_proof CHECK ((id = '') = (proof IS NULL))
);
INSERT INTO payload_key (id) SELECT '' WHERE EXISTS (SELECT FROM job_payload) OR EXISTS (SELECT FROM compose);
--rollback DROP TABLE payload_key;
