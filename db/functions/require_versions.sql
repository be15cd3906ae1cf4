-- Refuses the transaction unless every stream has reached the version the caller expects. That
-- none has gone beyond it is settled by the key of log.stream when the next version is inserted.
-- Used when the appender does not remember a stream: one round trip instead of two.
CREATE OR REPLACE FUNCTION log.require_versions(streams text[], versions integer[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM unnest(streams, versions) AS expected (stream, version)
         WHERE NOT EXISTS (SELECT FROM log.stream AS s
                            WHERE s.stream = expected.stream AND s.version = expected.version)
    ) THEN
        RAISE EXCEPTION 'a stream has not reached the version expected' USING ERRCODE = 'KO001';
    END IF;
END
$$;
COMMENT ON FUNCTION log.require_versions(text[], integer[]) IS 'Checks expected versions (期待する版の確認)';
