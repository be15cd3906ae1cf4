-- Drops what a given-up rebuild left, so that the next one begins at the first event.
CREATE OR REPLACE FUNCTION desk.drop_generation(projection text) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    live  integer;
    shape record;
BEGIN
    SELECT p.generation INTO STRICT live FROM desk.projection AS p
     WHERE p.name = projection FOR UPDATE;
    FOR shape IN SELECT c.relname AS view FROM pg_class AS c
                  WHERE c.relnamespace = to_regnamespace(projection) AND c.relkind = 'v'
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I.%I', projection, shape.view || '_' || (live + 1));
    END LOOP;
    DELETE FROM log.checkpoint AS c WHERE c.name = projection || '@' || (live + 1);
END
$$;
COMMENT ON FUNCTION desk.drop_generation(text) IS 'Drops a projection''s unfinished generation (作りかけの世代の破棄)';
