-- Fails unless every key is wrapped with the serving master key: the database's own word that an
-- older one may be destroyed.
CREATE OR REPLACE FUNCTION keyring.confirm_master() RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    ALTER TABLE keyring.stream_key VALIDATE CONSTRAINT stream_key_under_serving_master;
END
$$;
COMMENT ON FUNCTION keyring.confirm_master() IS 'Checks that no key is left under an older master key (親鍵の更新の確認)';
