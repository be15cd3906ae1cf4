-- Read by every test (\ir support/acting_as.sql) inside its transaction, as a superuser.
--
-- pgTAP keeps its count in temporary tables of whoever called plan(). So the test itself stays
-- superuser, and only the statement under test runs as the role it is about. Owner and roles are
-- judged by current_user, which SET ROLE sets; what depends on session_user (SET ROLE itself) is
-- tested through the catalogue instead.

-- A lock that another session holds fails the test; it does not hang it.
SET LOCAL lock_timeout = '10s';
SET LOCAL client_min_messages = warning;

-- Runs a statement as a role. An error undoes the change of role as well.
CREATE FUNCTION pg_temp.act_as(role text, statement text) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM set_config('role', role, true);
    EXECUTE statement;
    PERFORM set_config('role', 'none', true);
END
$$;

-- Runs a query that gives one value, as a role.
CREATE FUNCTION pg_temp.ask_as(role text, query text) RETURNS text
    LANGUAGE plpgsql
AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('role', role, true);
    EXECUTE query INTO answer;
    PERFORM set_config('role', 'none', true);
    RETURN answer;
END
$$;

-- A statement that psql hands to throws_ok and lives_ok.
CREATE FUNCTION pg_temp.acting_as(role text, statement text) RETURNS text
    LANGUAGE sql
    RETURN format('SELECT pg_temp.act_as(%L, %L)', role, statement);

-- An INSERT of one event; every column that a test does not name has a valid value.
CREATE FUNCTION pg_temp.event_at(
    place bigint,
    version integer DEFAULT 1,
    leaf_octets integer DEFAULT 32,
    cause bigint DEFAULT NULL,
    into_table text DEFAULT 'log.event'
) RETURNS text
    LANGUAGE sql
    RETURN format(
        'INSERT INTO %s (position, stream, version, type, schema_version, recorded_at, cause, '
        'payload, leaf_hash) VALUES (%s, ''test-%s'', %s, ''Tested'', 1, now(), %L, ''{}'', '
        'decode(repeat(''ab'', %s), ''hex''))',
        into_table, place, place, version, cause, leaf_octets);

-- An INSERT of one head.
CREATE FUNCTION pg_temp.head_from(
    previous bigint,
    reached bigint,
    root_octets integer DEFAULT 32,
    frontier_octets integer DEFAULT 32
) RETURNS text
    LANGUAGE sql
    RETURN format(
        'INSERT INTO log.head (previous_position, position, recorded_at, root, frontier) VALUES '
        '(%s, %s, now(), decode(repeat(''cd'', %s), ''hex''), decode(repeat(''cd'', %s), ''hex''))',
        previous, reached, root_octets, frontier_octets);
