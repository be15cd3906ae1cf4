-- Makes sure that the partition of the next event and `ahead` more exist.
--
-- A partition is made apart and then attached: CREATE TABLE … PARTITION OF would wait for every
-- reader of the log. A TRUNCATE trigger is not inherited, so each partition gets its own.
CREATE OR REPLACE FUNCTION log.create_partitions(ahead integer DEFAULT 2) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- 2^20: a partition is a complete subtree of the hash tree.
    events_per_partition CONSTANT bigint := 1048576;
    head    bigint;
    wanted  bigint;
    name    text;
    created integer := 0;
BEGIN
    SELECT h.position INTO head FROM log.head AS h ORDER BY h.previous_position DESC LIMIT 1;
    FOR wanted IN SELECT coalesce(head, 0) / events_per_partition + n
                    FROM generate_series(0, least(ahead, 16)) AS n
    LOOP
        name := 'event_p' || lpad(wanted::text, 6, '0');
        CONTINUE WHEN to_regclass('log.' || name) IS NOT NULL;
        -- Two processes may get here together; the second finds the work done.
        PERFORM pg_advisory_xact_lock(hashtext('log.create_partitions'));
        -- Not to_regclass: it looks into a cache that has not heard of the other's table yet.
        CONTINUE WHEN EXISTS (SELECT FROM pg_class AS c
                               WHERE c.relnamespace = 'log'::regnamespace AND c.relname = name);
        EXECUTE format('CREATE TABLE log.%I (LIKE log.event INCLUDING ALL)', name);
        EXECUTE format(
            'CREATE TRIGGER event_is_not_truncated BEFORE TRUNCATE ON log.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()', name);
        EXECUTE format(
            'ALTER TABLE log.event ATTACH PARTITION log.%I FOR VALUES FROM (%s) TO (%s)',
            name, wanted * events_per_partition + 1, (wanted + 1) * events_per_partition + 1);
        created := created + 1;
    END LOOP;
    RETURN created;
END
$$;
COMMENT ON FUNCTION log.create_partitions(integer) IS 'Creates the partitions of log.event ahead of need (区画の先行作成)';
