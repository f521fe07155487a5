--liquibase formatted sql

--changeset imagebuilder:0007-outbox-references
--comment: events are read in the order of their ids; references by how old they are
DROP INDEX outbox_key;
CREATE INDEX outbox_reference ON outbox (occurred_at, id) WHERE kind = 'READY';
--rollback DROP INDEX outbox_reference;
--rollback CREATE INDEX outbox_key ON outbox (key);
