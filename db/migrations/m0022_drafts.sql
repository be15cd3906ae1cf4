-- Drafts that wait for a stamp and open items are asked for across all trays, and are few among all items there
-- have been: without indexes of their own the whole table is read for them.

DO $$
DECLARE
    item text;
BEGIN
    SELECT 'item_' || generation INTO STRICT item FROM desk.projection WHERE name = 'tray';
    EXECUTE format('CREATE INDEX %I ON tray.%I (stage, is_urgent DESC, due_on, received_on, serial)'
                   ' WHERE is_lead AND stage IN (''approving'', ''to-send'')', item || '_drafts', item);
    EXECUTE format('CREATE INDEX %I ON tray.%I (done_on) WHERE is_lead AND stage = ''done''',
                   item || '_answered', item);
    EXECUTE format('CREATE INDEX %I ON tray.%I (section, handling) WHERE is_lead AND stage <> ''done''',
                   item || '_open', item);
END
$$;
