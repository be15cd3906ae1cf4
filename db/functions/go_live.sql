-- Lets the next generation serve, in one transaction: the views change over, its checkpoint takes
-- the projection's name, the old tables go.
CREATE OR REPLACE FUNCTION desk.go_live(projection text) RETURNS integer
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
        EXECUTE format('CREATE OR REPLACE VIEW %I.%I AS SELECT * FROM %I.%I',
                       projection, shape.view, projection, shape.view || '_' || (live + 1));
        EXECUTE format('DROP TABLE %I.%I', projection, shape.view || '_' || live);
    END LOOP;
    DELETE FROM log.checkpoint AS c WHERE c.name = projection;
    UPDATE log.checkpoint AS c SET name = projection
     WHERE c.name = projection || '@' || (live + 1);
    UPDATE desk.projection AS p SET generation = live + 1 WHERE p.name = projection;
    RETURN live + 1;
END
$$;
COMMENT ON FUNCTION desk.go_live(text) IS 'Lets a projection''s next generation serve (世代の切替え)';
