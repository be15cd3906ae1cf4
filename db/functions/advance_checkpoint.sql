-- Moves a reader's checkpoint, but only from where the caller believes it to be: of two runners
-- of one projection the slower one is refused together with everything else in its transaction.
CREATE OR REPLACE FUNCTION log.advance_checkpoint(reader text, from_position bigint, to_position bigint)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF to_position < from_position THEN
        RAISE EXCEPTION 'checkpoint % cannot move back from % to %', reader, from_position, to_position
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF from_position = 0 THEN
        INSERT INTO log.checkpoint (name, position) VALUES (reader, 0) ON CONFLICT DO NOTHING;
    END IF;
    UPDATE log.checkpoint SET position = to_position
     WHERE name = reader AND position = from_position;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'checkpoint % is not at %', reader, from_position
            USING ERRCODE = 'KO002';
    END IF;
END
$$;
COMMENT ON FUNCTION log.advance_checkpoint(text, bigint, bigint) IS 'Compare-and-set of a reader''s checkpoint (読み進みの更新)';
