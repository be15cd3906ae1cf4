-- The log for people with psql: the payload as JSON, the sealed part only as its size.
CREATE OR REPLACE VIEW log.event_text AS
SELECT position, stream, version, type, schema_version, recorded_at, actor, cause, correlation,
       convert_from(payload, 'UTF8')::jsonb AS payload,
       octet_length(sealed) AS sealed_bytes,
       encode(leaf_hash, 'hex') AS leaf_hash
  FROM log.event;
COMMENT ON VIEW log.event_text IS 'The log as text (台帳の表示用)';
