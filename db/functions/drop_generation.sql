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
    FOR shape IN SELECT * FROM desk.projection_table AS t WHERE t.name = projection LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s', shape.upcoming);
    END LOOP;
    DELETE FROM log.checkpoint AS c WHERE c.name = projection || '@' || (live + 1);
END
$$;
COMMENT ON FUNCTION desk.drop_generation(text) IS 'Drops a projection''s unfinished generation (作りかけの世代の破棄)';
