-- The event log (出来事の台帳). Everything here is insert-only: a correction is a new event.
--
-- Nothing is ever updated, so a long-running report never makes appends slower, and there are no
-- dead rows to clean up. Text keys are COLLATE "C": they are compared as bytes, which is what
-- they are, and much faster than through the locale.

CREATE SCHEMA log;
COMMENT ON SCHEMA log IS 'The append-only event log (追記専用の台帳)';

-- Refuses every change of what was recorded, to the owner as well.
CREATE FUNCTION log.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'log.% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Correct by appending a new event (訂正は新しい出来事として記録する).';
END
$$;
COMMENT ON FUNCTION log.refuse_change() IS 'Trigger: refuses UPDATE, DELETE and TRUNCATE (変更の拒否)';

CREATE TABLE log.event (
    position       bigint      NOT NULL,
    stream         text        COLLATE "C" NOT NULL,
    version        integer     NOT NULL,
    type           text        COLLATE "C" NOT NULL,
    schema_version smallint    NOT NULL,
    recorded_at    timestamptz NOT NULL,
    actor          text        COLLATE "C",
    cause          bigint,
    correlation    uuid,
    payload        bytea       NOT NULL,
    sealed         bytea,
    leaf_hash      bytea       NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (position),
    CONSTRAINT event_position_from_one CHECK (position >= 1),
    CONSTRAINT event_version_from_one CHECK (version >= 1),
    CONSTRAINT event_cause_is_earlier CHECK (cause < position),
    CONSTRAINT event_leaf_hash_is_sha256 CHECK (octet_length(leaf_hash) = 32)
) PARTITION BY RANGE (position);
-- Bodies are short JSON or ciphertext, and hashing reads them all: compression buys nothing.
ALTER TABLE log.event ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE log.event ALTER COLUMN sealed SET STORAGE EXTERNAL;
CREATE INDEX event_type_position ON log.event (type, position);
COMMENT ON TABLE log.event IS 'Every event in the order it was recorded (出来事)';
COMMENT ON COLUMN log.event.position IS 'Place in the whole log: 1, 2, 3 … without gaps (通し位置)';
COMMENT ON COLUMN log.event.stream IS 'What the event is about, such as item-<uuid> (対象)';
COMMENT ON COLUMN log.event.version IS 'Place within the stream: 1, 2, 3 … (版)';
COMMENT ON COLUMN log.event.type IS 'What happened, in the past tense, such as ItemReceived (種類)';
COMMENT ON COLUMN log.event.schema_version IS 'Version of the payload''s shape (書式の版)';
COMMENT ON COLUMN log.event.recorded_at IS 'When Koe learned of it; never earlier than the event before (記録日時)';
COMMENT ON COLUMN log.event.actor IS 'Who recorded it: a staff account or a component (記録者)';
COMMENT ON COLUMN log.event.cause IS 'Position of the event that led to this one (原因の位置)';
COMMENT ON COLUMN log.event.correlation IS 'The command that everything of one request goes back to (一連の要求)';
COMMENT ON COLUMN log.event.payload IS 'Canonical JSON without personal data: the bytes hashed are the bytes kept (内容)';
COMMENT ON COLUMN log.event.sealed IS 'Personal part, AES-GCM under the stream''s own key (封をした個人情報)';
COMMENT ON COLUMN log.event.leaf_hash IS 'RFC 9162 leaf hash of all other columns (葉のハッシュ)';

CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON log.event
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER event_is_not_truncated BEFORE TRUNCATE ON log.event
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- One row per append. Of two processes that append at the same moment one wins the primary key;
-- the other reads the new head and tries again. No lock is needed, and no gap can come about.
CREATE TABLE log.head (
    previous_position bigint      NOT NULL,
    position          bigint      NOT NULL,
    recorded_at       timestamptz NOT NULL,
    root              bytea       NOT NULL,
    frontier          bytea       NOT NULL,
    CONSTRAINT head_pkey PRIMARY KEY (previous_position),
    CONSTRAINT head_moves_forward CHECK (previous_position >= 0 AND position > previous_position),
    CONSTRAINT head_root_is_sha256 CHECK (octet_length(root) = 32),
    CONSTRAINT head_frontier_is_hashes CHECK (octet_length(frontier) % 32 = 0)
);
COMMENT ON TABLE log.head IS 'The head of the log after each append (先頭の記録)';
COMMENT ON COLUMN log.head.previous_position IS 'The head before this append (直前の位置)';
COMMENT ON COLUMN log.head.position IS 'The last position of this append (到達位置)';
COMMENT ON COLUMN log.head.recorded_at IS 'recorded_at of all its events (記録日時)';
COMMENT ON COLUMN log.head.root IS 'RFC 9162 root hash of the log up to position (根のハッシュ)';
COMMENT ON COLUMN log.head.frontier IS 'Roots of the complete subtrees, largest first: what the next append starts from (部分木)';

CREATE TABLE log.stream (
    stream   text    COLLATE "C" NOT NULL,
    version  integer NOT NULL,
    position bigint  NOT NULL,
    CONSTRAINT stream_pkey PRIMARY KEY (stream, version)
);
COMMENT ON TABLE log.stream IS 'Where each version of each stream is; its key settles optimistic locking (対象別の索引)';
COMMENT ON COLUMN log.stream.stream IS 'The stream (対象)';
COMMENT ON COLUMN log.stream.version IS 'The version within it (版)';
COMMENT ON COLUMN log.stream.position IS 'The event''s position (通し位置)';

CREATE TABLE log.command (
    id             uuid   NOT NULL,
    digest         bytea  NOT NULL,
    first_position bigint NOT NULL,
    last_position  bigint NOT NULL,
    CONSTRAINT command_pkey PRIMARY KEY (id),
    CONSTRAINT command_covers_positions CHECK (first_position >= 1 AND last_position >= first_position)
);
COMMENT ON TABLE log.command IS 'Commands already carried out: the same one again gets the first answer (処理済みの指示)';
COMMENT ON COLUMN log.command.id IS 'The command''s id, made by whoever sent it (指示の番号)';
COMMENT ON COLUMN log.command.digest IS 'Keyed digest of its content: another content under the same id is an error (内容の要約)';
COMMENT ON COLUMN log.command.first_position IS 'Its first event (最初の位置)';
COMMENT ON COLUMN log.command.last_position IS 'Its last event (最後の位置)';

CREATE TABLE log.subtree (
    level smallint NOT NULL,
    index bigint   NOT NULL,
    hash  bytea    NOT NULL,
    CONSTRAINT subtree_pkey PRIMARY KEY (level, index),
    CONSTRAINT subtree_level_is_a_tile CHECK (level > 0 AND level % 8 = 0),
    CONSTRAINT subtree_hash_is_sha256 CHECK (octet_length(hash) = 32)
);
COMMENT ON TABLE log.subtree IS 'Roots of complete subtrees of 256, 65536 … leaves; derived, makes proofs quick (部分木の根)';
COMMENT ON COLUMN log.subtree.level IS 'Height above the leaves: 8, 16, 24 … (高さ)';
COMMENT ON COLUMN log.subtree.index IS 'Which subtree of that height, from 0 (番号)';
COMMENT ON COLUMN log.subtree.hash IS 'Its root hash (ハッシュ)';

CREATE TRIGGER head_is_append_only BEFORE UPDATE OR DELETE ON log.head
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER head_is_not_truncated BEFORE TRUNCATE ON log.head
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER stream_is_append_only BEFORE UPDATE OR DELETE ON log.stream
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER stream_is_not_truncated BEFORE TRUNCATE ON log.stream
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER command_is_append_only BEFORE UPDATE OR DELETE ON log.command
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER command_is_not_truncated BEFORE TRUNCATE ON log.command
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER subtree_is_append_only BEFORE UPDATE OR DELETE ON log.subtree
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER subtree_is_not_truncated BEFORE TRUNCATE ON log.subtree
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- The one table here that changes: how far each reader has come.
CREATE TABLE log.checkpoint (
    name     text   COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    CONSTRAINT checkpoint_pkey PRIMARY KEY (name),
    CONSTRAINT checkpoint_position_from_zero CHECK (position >= 0)
);
COMMENT ON TABLE log.checkpoint IS 'How far each projection and worker has read (読み進み)';
COMMENT ON COLUMN log.checkpoint.name IS 'The reader (読み手)';
COMMENT ON COLUMN log.checkpoint.position IS 'The last position it has dealt with (位置)';
