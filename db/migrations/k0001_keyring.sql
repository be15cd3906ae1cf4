-- The keyring: a database of its own, with its own backup rule. Destroying a key here makes the
-- sealed part of its stream unreadable for ever, in every copy of the log.

CREATE SCHEMA keyring;
COMMENT ON SCHEMA keyring IS 'Keys of the sealed personal data (鍵束)';

CREATE TABLE keyring.stream_key (
    stream       text        COLLATE "C" NOT NULL,
    wrapped      bytea,
    created_at   timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CONSTRAINT stream_key_pkey PRIMARY KEY (stream),
    CONSTRAINT stream_key_is_there_or_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
COMMENT ON TABLE keyring.stream_key IS 'One AES-256 key per stream, wrapped by the master key that is in neither database (対象ごとの鍵)';
COMMENT ON COLUMN keyring.stream_key.stream IS 'The stream whose personal data it opens (対象)';
COMMENT ON COLUMN keyring.stream_key.wrapped IS 'The key, encrypted under the master key; null once destroyed (包んだ鍵)';
COMMENT ON COLUMN keyring.stream_key.created_at IS 'When it was made; always before the event that needs it (作成日時)';
COMMENT ON COLUMN keyring.stream_key.destroyed_at IS 'When it was destroyed (破棄日時)';
