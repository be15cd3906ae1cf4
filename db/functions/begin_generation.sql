-- Makes the tables of the generation after the one that serves: empty copies, indexes included.
-- Called again it finds them there: an interrupted rebuild goes on where it was.
CREATE OR REPLACE FUNCTION desk.begin_generation(projection text) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    live    integer;
    shape   record;
    name    text;
BEGIN
    SELECT p.generation INTO STRICT live FROM desk.projection AS p
     WHERE p.name = projection FOR UPDATE;
    FOR shape IN SELECT c.relname AS view FROM pg_class AS c
                  WHERE c.relnamespace = to_regnamespace(projection) AND c.relkind = 'v'
    LOOP
        name := shape.view || '_' || (live + 1);
        CONTINUE WHEN to_regclass(format('%I.%I', projection, name)) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING ALL)',
                       projection, name, projection, shape.view || '_' || live);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO koe_app', projection, name);
        EXECUTE format('GRANT SELECT ON %I.%I TO koe_auditor', projection, name);
    END LOOP;
    RETURN live + 1;
END
$$;
COMMENT ON FUNCTION desk.begin_generation(text) IS 'Makes the tables of a projection''s next generation (次世代の表の用意)';
