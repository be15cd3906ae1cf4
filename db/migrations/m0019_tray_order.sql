-- A tray is shown by the first of each stage, and counted only so far as somebody reads a number: the order
-- stands in an index, so that a tray of a hundred thousand is opened as quickly as one of twenty.

DO $$
DECLARE
    item text;
BEGIN
    SELECT 'item_' || generation INTO STRICT item FROM desk.projection WHERE name = 'tray';
    -- By either of the names it may have: the first one, or the one a rebuild gave.
    EXECUTE format('DROP INDEX IF EXISTS tray.%I, tray.%I', item || '_section',
                   item || '_section_stage_idx');
    EXECUTE format('CREATE INDEX %I ON tray.%I (section, stage, is_urgent DESC, due_on, received_on, serial)',
                   item || '_stage', item);
    EXECUTE format('CREATE INDEX %I ON tray.%I (section, done_on) WHERE stage = ''done''',
                   item || '_done', item);
END
$$;
