-- The master key can be changed while the city works. Every key says under which master it is
-- wrapped; once none is left under an older one, that one is destroyed, and with it every older
-- backup of this database becomes worthless.

CREATE TABLE keyring.master_key (
    number       integer     NOT NULL,
    fingerprint  text        COLLATE "C" NOT NULL,
    root         bytea,
    made_at      timestamptz NOT NULL DEFAULT now(),
    serves_since timestamptz,
    destroyed_at timestamptz,
    CONSTRAINT master_key_pkey PRIMARY KEY (number),
    CONSTRAINT master_key_fingerprint_key UNIQUE (fingerprint),
    CONSTRAINT master_key_has_root_or_is_destroyed CHECK ((root IS NULL) = (destroyed_at IS NOT NULL)),
    CONSTRAINT master_key_served_before_its_end CHECK (destroyed_at IS NULL OR serves_since IS NOT NULL)
);
COMMENT ON TABLE keyring.master_key IS 'The master keys, never they themselves: which there were, since when each serves, and since when it is destroyed (親鍵の登録)';
COMMENT ON COLUMN keyring.master_key.number IS '1, 2, 3 … in the order in which they were made (番号)';
COMMENT ON COLUMN keyring.master_key.fingerprint IS 'Tells master keys apart without telling anything about them (指紋)';
COMMENT ON COLUMN keyring.master_key.root IS 'The secret from which enquiry codes, digests and search hashes follow, encrypted under this master key; it is the same under all of them (派生鍵の元)';
COMMENT ON COLUMN keyring.master_key.made_at IS 'When it was made (作成日時)';
COMMENT ON COLUMN keyring.master_key.serves_since IS 'Since when keys are wrapped with it; null while it is only announced (使用開始日時)';
COMMENT ON COLUMN keyring.master_key.destroyed_at IS 'Since when nobody can open what it wrapped: backups of the keyring from before a later master served are worthless from then on (破棄日時)';

ALTER TABLE keyring.stream_key ADD COLUMN master integer NOT NULL DEFAULT 1;
-- The default was for keys that were there before; whoever adds one now says under which master.
ALTER TABLE keyring.stream_key ALTER COLUMN master DROP DEFAULT;
ALTER TABLE keyring.stream_key
    ADD CONSTRAINT stream_key_under_serving_master CHECK (wrapped IS NULL OR master >= 1);
COMMENT ON COLUMN keyring.stream_key.master IS 'Number of the master key it is, or was last, wrapped with (親鍵の番号)';

CREATE TABLE keyring.backup (
    name       text        COLLATE "C" NOT NULL,
    taken_at   timestamptz NOT NULL,
    master     integer     NOT NULL,
    keep_until timestamptz NOT NULL,
    removed_at timestamptz,
    CONSTRAINT backup_pkey PRIMARY KEY (name),
    CONSTRAINT backup_is_kept_for_a_while CHECK (keep_until > taken_at)
);
COMMENT ON TABLE keyring.backup IS 'Backups of this database: a key destroyed here is still in the older ones (鍵束の退避の登録)';
COMMENT ON COLUMN keyring.backup.name IS 'Name of the folder it lies in (名前)';
COMMENT ON COLUMN keyring.backup.taken_at IS 'As of when it is (取得日時)';
COMMENT ON COLUMN keyring.backup.master IS 'Number of the master key that served then (親鍵の番号)';
COMMENT ON COLUMN keyring.backup.keep_until IS 'Until when it may be kept (保存期限)';
COMMENT ON COLUMN keyring.backup.removed_at IS 'When koe backup prune removed it (削除日時)';
