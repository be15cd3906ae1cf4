-- Makes every other append wait until this transaction ends. An appender that has lost the race
-- for the head several times calls it first, then reads the head, then appends: it cannot lose
-- again, so a slower process is never starved by a faster one.
CREATE OR REPLACE FUNCTION log.take_turn() RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    LOCK TABLE log.head IN SHARE ROW EXCLUSIVE MODE;
END
$$;
COMMENT ON FUNCTION log.take_turn() IS 'Takes precedence for one append (順番の確保)';
