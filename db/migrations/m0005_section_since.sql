-- Since when an item is with its present section: a code may be given to another unit later, and
-- figures by the present organisation must know which one is meant. Rows written before have none
-- and are taken to be with it since receipt; `koe projections rebuild facts` fills them in.

DO $$
DECLARE
    live integer;
BEGIN
    SELECT generation INTO STRICT live FROM desk.projection WHERE name = 'facts';
    -- A rebuild that was interrupted begins anew, with the new column.
    EXECUTE format('DROP TABLE IF EXISTS facts.%I', 'fact_' || (live + 1));
    DELETE FROM log.checkpoint WHERE name = 'facts@' || (live + 1);
    EXECUTE format('ALTER TABLE facts.%I ADD COLUMN section_since date', 'fact_' || live);
    EXECUTE format('COMMENT ON COLUMN facts.%I.section_since IS %L', 'fact_' || live,
                   'The day it went to its present section; null: at receipt (現在の担当になった日)');
    EXECUTE format('CREATE OR REPLACE VIEW facts.fact AS SELECT * FROM facts.%I', 'fact_' || live);
END
$$;
