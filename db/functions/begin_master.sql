-- Makes an announced master key the one that keys are wrapped with.
--
-- The constraint is the switch: from this commit on nobody, however late, adds a key under an older
-- master. It is not yet true of the keys that are there, which are wrapped anew batch by batch.
CREATE OR REPLACE FUNCTION keyring.begin_master(new_number integer) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    -- ALTER TABLE waits for whoever reads keys for long (a backup), and everybody behind it.
    SET lock_timeout = '500ms'
AS $$
BEGIN
    UPDATE keyring.master_key AS m SET serves_since = now()
     WHERE m.number = new_number AND m.serves_since IS NULL AND m.destroyed_at IS NULL
       AND NOT EXISTS (SELECT FROM keyring.master_key AS later WHERE later.number > new_number);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'master key % is not announced', new_number USING ERRCODE = 'KO003';
    END IF;
    EXECUTE format(
        'ALTER TABLE keyring.stream_key
             DROP CONSTRAINT stream_key_under_serving_master,
             ADD CONSTRAINT stream_key_under_serving_master
                 CHECK (wrapped IS NULL OR master >= %s) NOT VALID', new_number);
END
$$;
COMMENT ON FUNCTION keyring.begin_master(integer) IS 'From now on keys are wrapped with this master key only (親鍵の使用開始)';
