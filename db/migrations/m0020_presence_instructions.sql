-- Who has an item open at the moment, so that two do not write the same answer without knowing. It is
-- gone a minute after the page is left, and with a crash of the database: nothing of it is a record.

CREATE UNLOGGED TABLE desk.presence (
    item    uuid        NOT NULL,
    account uuid        NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT presence_pkey PRIMARY KEY (item, account)
);
COMMENT ON TABLE desk.presence IS 'Who has an item open at the moment; passes by itself (開いている人)';
COMMENT ON COLUMN desk.presence.item IS 'The item (案件)';
COMMENT ON COLUMN desk.presence.account IS 'Who has it open (利用者番号)';
COMMENT ON COLUMN desk.presence.seen_at IS 'When their page last said so (最終確認日時)';

-- How many instructions of the mayor wait for a section. No item has one before the program knows them.
DO $$
DECLARE
    live integer;
BEGIN
    SELECT generation INTO STRICT live FROM desk.projection WHERE name = 'tray';
    -- A rebuild that was interrupted begins anew, with the new column.
    EXECUTE format('DROP TABLE IF EXISTS tray.%I', 'item_' || (live + 1));
    DELETE FROM log.checkpoint WHERE name = 'tray@' || (live + 1);
    EXECUTE format('ALTER TABLE tray.%I ADD COLUMN instructions integer NOT NULL DEFAULT 0',
                   'item_' || live);
    EXECUTE format('COMMENT ON COLUMN tray.%I.instructions IS %L', 'item_' || live,
                   'Instructions of the mayor that are not dealt with (対応していない指示の数)');
    -- What is done is shown for a while; what waits for an answer to the mayor as long as it does.
    EXECUTE format('CREATE INDEX %I ON tray.%I (section) WHERE instructions > 0',
                   'item_' || live || '_instructions', 'item_' || live);
    EXECUTE format('CREATE OR REPLACE VIEW tray.item AS SELECT * FROM tray.%I', 'item_' || live);
END
$$;
