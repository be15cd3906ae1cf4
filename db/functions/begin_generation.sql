-- Makes the tables of the generation after the one that serves: empty copies, indexes included.
-- Called again it finds them there: an interrupted rebuild goes on where it was.
CREATE OR REPLACE FUNCTION desk.begin_generation(projection text) RETURNS integer
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
        CONTINUE WHEN to_regclass(shape.upcoming) IS NOT NULL;
        EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', shape.upcoming, shape.serving);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO koe_app', shape.upcoming);
        EXECUTE format('GRANT SELECT ON %s TO koe_auditor', shape.upcoming);
    END LOOP;
    RETURN live + 1;
END
$$;
COMMENT ON FUNCTION desk.begin_generation(text) IS 'Makes the tables of a projection''s next generation (次世代の表の用意)';
