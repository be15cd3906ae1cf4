-- Disposes of who opened what (開封の記録), as an event of the log says: rows up to its last day whose
-- record had been erased before. Called again it finishes what was cut short. Nothing else can take a
-- row away, and none goes within a year or while its record can be read.
CREATE OR REPLACE FUNCTION desk.dispose_openings(approved bigint) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    decided record;
    gone    bigint;
BEGIN
    SELECT e.recorded_at, (convert_from(e.payload, 'UTF8')::json ->> 'through')::date AS through
      INTO STRICT decided FROM log.event AS e
     WHERE e.position = approved AND e.type = 'OpeningsDisposed';
    -- Japan is nine hours ahead all year.
    DELETE FROM desk.opening AS o
     WHERE o.opened_at < (decided.through + 1)::timestamp AT TIME ZONE interval '9 hours'
       AND o.opened_at < decided.recorded_at - interval '1 year'
       AND EXISTS (SELECT FROM log.stream AS s
                     JOIN log.event AS e ON e.position = s.position
                    WHERE s.stream = o.stream AND e.position < approved
                      AND e.type IN ('ItemErased', 'RecordErased'));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
COMMENT ON FUNCTION desk.dispose_openings(bigint) IS 'Disposes of who opened what, as decided (開封の記録の廃棄)';
