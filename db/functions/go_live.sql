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
    FOR shape IN SELECT * FROM desk.projection_table AS t WHERE t.name = projection LOOP
        EXECUTE format('CREATE OR REPLACE VIEW %s AS SELECT * FROM %s', shape.view, shape.upcoming);
        EXECUTE format('DROP TABLE %s', shape.serving);
    END LOOP;
    DELETE FROM log.checkpoint AS c WHERE c.name = projection;
    UPDATE log.checkpoint AS c SET name = projection
     WHERE c.name = projection || '@' || (live + 1);
    UPDATE desk.projection AS p SET generation = live + 1 WHERE p.name = projection;
    RETURN live + 1;
END
$$;
COMMENT ON FUNCTION desk.go_live(text) IS 'Lets a projection''s next generation serve (世代の切替え)';
