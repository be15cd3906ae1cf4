-- The register as a page (受付簿): newest first, by what an office asks it for. Rows get what was missing
-- for that, and are made anew from the log as soon as somebody asks; nothing else is lost by it.

DO $$
DECLARE
    live integer;
    item text;
BEGIN
    SELECT generation INTO STRICT live FROM desk.projection WHERE name = 'register';
    item := 'item_' || live;
    -- A rebuild that was interrupted begins anew, with the new columns.
    EXECUTE format('DROP TABLE IF EXISTS register.%I', 'item_' || (live + 1));
    DELETE FROM log.checkpoint WHERE name IN ('register', 'register@' || (live + 1));
    EXECUTE format('TRUNCATE register.%I', item);
    EXECUTE format('ALTER TABLE register.%I ADD COLUMN received_at bigint NOT NULL, '
                   'ADD COLUMN may_publish text COLLATE "C" NOT NULL, '
                   'ADD COLUMN has_body boolean NOT NULL', item);
    EXECUTE format('COMMENT ON COLUMN register.%I.received_at IS %L', item,
                   'Position of the receipt; the order within a day (受付の位置)');
    EXECUTE format('COMMENT ON COLUMN register.%I.may_publish IS %L', item,
                   'Whether it may be published (公表の可否)');
    EXECUTE format('COMMENT ON COLUMN register.%I.has_body IS %L', item,
                   'Whether its text is there, or still to be copied from paper (本文の有無)');
    -- By either of the names it may have: the first one, or the one a rebuild gave.
    EXECUTE format('DROP INDEX IF EXISTS register.%I, register.%I', item || '_received_on',
                   item || '_received_on_serial_idx');
    -- Pages are read backwards from a place: no row before it is looked at. What few rows have in
    -- common has an index of its own.
    EXECUTE format('CREATE UNIQUE INDEX %I ON register.%I (received_on, received_at)',
                   item || '_newest', item);
    EXECUTE format('CREATE INDEX %I ON register.%I (section, received_on, received_at)',
                   item || '_section', item);
    EXECUTE format('CREATE INDEX %I ON register.%I (category, received_on, received_at)',
                   item || '_category', item);
    EXECUTE format('CREATE INDEX %I ON register.%I (state, received_on, received_at)',
                   item || '_state', item);
    EXECUTE format('CREATE INDEX %I ON register.%I (channel, received_on, received_at)',
                   item || '_channel', item);
    EXECUTE format('CREATE INDEX %I ON register.%I (received_on, received_at) WHERE NOT has_body',
                   item || '_to_transcribe', item);
    EXECUTE format('CREATE OR REPLACE VIEW register.item AS SELECT * FROM register.%I', item);

    -- What is over its deadline, for the register to ask.
    SELECT generation INTO STRICT live FROM desk.projection WHERE name = 'tray';
    EXECUTE format('CREATE INDEX %I ON tray.%I (due_on, id) '
                   'WHERE is_lead AND answered_on IS NULL AND done_on IS NULL',
                   'item_' || live || '_due', 'item_' || live);
END
$$;
