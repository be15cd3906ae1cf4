-- Only the program reaches the keys; readers and auditors of figures never need them.
REVOKE ALL ON SCHEMA keyring FROM PUBLIC;
GRANT USAGE ON SCHEMA keyring TO koe_app;
GRANT SELECT, INSERT, UPDATE ON keyring.stream_key, keyring.master_key, keyring.backup TO koe_app;
REVOKE ALL ON FUNCTION keyring.begin_master(integer), keyring.confirm_master() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keyring.begin_master(integer), keyring.confirm_master() TO koe_app;
GRANT USAGE ON SCHEMA koe TO koe_app;
GRANT SELECT ON koe.migration, koe.repeatable TO koe_app;
