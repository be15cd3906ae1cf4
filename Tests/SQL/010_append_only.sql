-- Nobody changes what was recorded: not the program, not the owner of the tables, neither through
-- log.event nor through one of its partitions. The owner meets a trigger; everyone else already
-- lacks the privilege. (What an owner can still do (DROP, DETACH, DISABLE TRIGGER) `koe log verify`
-- finds out.)
BEGIN;
\ir support/acting_as.sql
SELECT plan(136);

-- One row in each table, appended by the program after whatever is in the log already.
SELECT pg_temp.ask_as('koe_app', 'SELECT log.create_partitions()') AS created \gset
SELECT coalesce(max(position), 0) AS head FROM log.head \gset
SELECT :head + 1 AS place \gset
SELECT lives_ok(pg_temp.acting_as('koe_app', pg_temp.head_from(:head, :place)),
                'プログラムは先頭を追記できる');
SELECT lives_ok(pg_temp.acting_as('koe_app', pg_temp.event_at(:place)),
                'プログラムは出来事を追記できる');
SELECT lives_ok(
    pg_temp.acting_as('koe_app', format(
        'INSERT INTO log.stream (stream, version, position) VALUES (%L, 1, %s)', 'test', :place)),
    'プログラムは対象別の索引を追記できる');
SELECT lives_ok(
    pg_temp.acting_as('koe_app', format(
        'INSERT INTO log.command (id, digest, first_position, last_position) '
        'VALUES (gen_random_uuid(), %L, %s, %s)', '\x00', :place, :place)),
    'プログラムは処理済みの指示を追記できる');
SELECT lives_ok(
    pg_temp.acting_as('koe_app',
        'INSERT INTO log.subtree (level, index, hash) '
        'VALUES (248, 0, decode(repeat(''ef'', 32), ''hex''))'),
    'プログラムは部分木の根を追記できる');
SELECT lives_ok(
    pg_temp.acting_as('koe_app',
        'INSERT INTO log.enclosure (digest, bytes) VALUES (sha256(''test''), ''test'')'),
    'プログラムは同封物を追記できる');
SELECT is((SELECT tableoid::regclass::text FROM log.event WHERE position = :place),
          'log.event_p000000', '試しの出来事は最初の区画に入る');

CREATE TEMP TABLE recorded (relation text, changing text, name text);
INSERT INTO recorded VALUES
    ('log.event',         'payload = ''x''', 'event'),
    ('log.event_p000000', 'payload = ''x''', 'event_p000000'),
    ('log.head',          'root = root',     'head'),
    ('log.stream',        'version = 2',     'stream'),
    ('log.command',       'digest = ''x''',  'command'),
    ('log.subtree',       'hash = hash',     'subtree'),
    ('log.enclosure',     'bytes = bytes',   'enclosure');

CREATE TEMP TABLE attempt AS
SELECT r.relation, r.name, o.operation,
       CASE o.operation WHEN 'UPDATE'   THEN format('UPDATE %s SET %s', r.relation, r.changing)
                        WHEN 'DELETE'   THEN format('DELETE FROM %s', r.relation)
                        WHEN 'TRUNCATE' THEN format('TRUNCATE %s', r.relation)
       END AS statement
  FROM recorded AS r CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS o (operation);

-- The owner: 21 times the trigger. A row is touched in its partition, and so is its trigger.
SELECT throws_ok(
           pg_temp.acting_as('koe_owner', statement), '42501',
           format('log.%s is append-only: %s refused',
                  CASE WHEN operation <> 'TRUNCATE' AND name = 'event' THEN 'event_p000000'
                       ELSE name END,
                  operation),
           format('所有者は %s できない: %s', operation, relation))
  FROM attempt ORDER BY relation, operation;

-- Everyone else: 3 × 21 times no privilege.
SELECT throws_ok(
           pg_temp.acting_as(r.role, statement), '42501',
           format('permission denied for table %s', name),
           format('%s は %s できない: %s', r.role, operation, relation))
  FROM attempt CROSS JOIN (VALUES ('koe_app'), ('koe_reader'), ('koe_auditor')) AS r (role)
 ORDER BY r.role, relation, operation;

-- Other ways to the same end.
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', pg_temp.head_from(:head, :place)
        || ' ON CONFLICT (previous_position) DO UPDATE SET root = excluded.root'),
    '42501', 'log.head is append-only: UPDATE refused', '所有者は追記を装って書き換えられない');
SELECT throws_ok(
    pg_temp.acting_as('koe_app', pg_temp.head_from(:head, :place)
        || ' ON CONFLICT (previous_position) DO UPDATE SET root = excluded.root'),
    '42501', 'permission denied for table head', 'プログラムは追記を装って書き換えられない');
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', format(
        'UPDATE log.event SET position = position + 1048576 WHERE position = %s', :place)),
    '42501', 'log.event_p000000 is append-only: UPDATE refused',
    '所有者は出来事を別の区画へ移せない');
SELECT throws_ok(
    pg_temp.acting_as('koe_owner',
        'MERGE INTO log.stream AS s USING (SELECT 1) AS one ON s.stream = ''test'' '
        'WHEN MATCHED THEN DELETE'),
    '42501', 'log.stream is append-only: DELETE refused', '所有者は MERGE でも消せない');
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', 'TRUNCATE log.command, log.head, log.event CASCADE'),
    '42501', NULL, '所有者はまとめても空にできない');
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', 'SET LOCAL session_replication_role = replica'),
    '42501', NULL, '所有者はトリガーを素通りする設定にできない');

-- Each of the two TRUNCATE triggers is enough on its own.
SAVEPOINT both_triggers;
ALTER TABLE ONLY log.event DISABLE TRIGGER event_is_not_truncated;
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', 'TRUNCATE log.event'), '42501',
    'log.event_p000000 is append-only: TRUNCATE refused', '親のトリガーがなくても区画が拒む');
ALTER TABLE ONLY log.event ENABLE TRIGGER event_is_not_truncated;
ALTER TABLE log.event_p000000 DISABLE TRIGGER event_is_not_truncated;
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', 'TRUNCATE log.event'), '42501',
    'log.event is append-only: TRUNCATE refused', '区画のトリガーがなくても親が拒む');
ALTER TABLE log.event_p000000 ENABLE TRIGGER event_is_not_truncated;
RELEASE SAVEPOINT both_triggers;

-- Who only reads does not append either: 2 × 7 tables.
SELECT throws_ok(
           pg_temp.acting_as(r.role, s.statement), '42501',
           format('permission denied for table %s', s.name),
           format('%s は追記できない: log.%s', r.role, s.name))
  FROM (VALUES
           ('event',   pg_temp.event_at(:place + 1)),
           ('head',    pg_temp.head_from(:place, :place + 1)),
           ('stream',  'INSERT INTO log.stream VALUES (''test'', 2, 1)'),
           ('command', 'INSERT INTO log.command VALUES (gen_random_uuid(), ''x'', 1, 1)'),
           ('subtree', 'INSERT INTO log.subtree VALUES (240, 0, ''x'')'),
           ('enclosure', 'INSERT INTO log.enclosure VALUES (sha256(''x''), ''x'')'),
           ('checkpoint', 'INSERT INTO log.checkpoint VALUES (''test'', 0)')
       ) AS s (name, statement)
 CROSS JOIN (VALUES ('koe_reader'), ('koe_auditor')) AS r (role)
 ORDER BY r.role, s.name;
SELECT is(pg_temp.ask_as('koe_reader', format(
              'SELECT type FROM log.event WHERE position = %s', :place)),
          'Tested', '閲覧の役割は出来事を読める');
SELECT is(pg_temp.ask_as('koe_auditor', 'SELECT position FROM log.stream WHERE stream = ''test'''),
          :'place', '監査の役割は対象別の索引も読める');

-- The program cannot change the tables themselves.
SELECT throws_ok(pg_temp.acting_as('koe_app', s.statement), '42501', NULL,
                 'プログラムにはできない: ' || s.statement)
  FROM (VALUES
           ('CREATE TABLE log.mine (a integer)'),
           ('CREATE TABLE desk.mine (a integer)'),
           ('CREATE TABLE public.mine (a integer)'),
           ('CREATE SCHEMA mine'),
           ('ALTER TABLE log.event DISABLE TRIGGER ALL'),
           ('ALTER TABLE log.event_p000000 DISABLE TRIGGER event_is_append_only'),
           ('ALTER TABLE log.event DETACH PARTITION log.event_p000000'),
           ('DROP TABLE log.event_p000000'),
           ('DROP TRIGGER head_is_append_only ON log.head'),
           (pg_temp.event_at(:place + 1, into_table => 'log.event_p000000')),
           ('SET LOCAL session_replication_role = replica'),
           ('DELETE FROM log.checkpoint')
       ) AS s (statement);

-- No role of Koe can turn into a stronger one.
SELECT is_empty(
    $$SELECT rolname FROM pg_roles
       WHERE rolname IN ('koe_owner', 'koe_app', 'koe_reader', 'koe_auditor')
         AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)$$,
    'Koe の役割に特別な権限はない');
SELECT is_empty(
    $$SELECT member::regrole, roleid::regrole FROM pg_auth_members
       WHERE member::regrole::text IN ('koe_app', 'koe_reader', 'koe_auditor')$$,
    'プログラム・閲覧・監査の役割は他の役割になれない');

-- The keys are in another database, and there is no way over from this one.
SELECT hasnt_schema('keyring', '鍵束はこのデータベースにない');
SELECT throws_ok(pg_temp.acting_as('koe_app', 'SELECT wrapped FROM koe_keyring.keyring.stream_key'),
                 '0A000', NULL, 'プログラムはここから鍵束を読めない');
SELECT is_empty($$SELECT extname FROM pg_extension WHERE extname IN ('dblink', 'postgres_fdw')$$,
                '別のデータベースへ出る拡張は入っていない');
SELECT throws_ok(pg_temp.acting_as('koe_app', 'CREATE EXTENSION dblink'), '42501', NULL,
                 'プログラムは別のデータベースへ出る拡張を入れられない');

SELECT is((SELECT count(*) FROM log.event WHERE position = :place), 1::bigint,
          'どの試みの後も出来事はそのまま残る');
SELECT is((SELECT bytes FROM log.enclosure WHERE digest = sha256('test')), 'test'::bytea,
          'どの試みの後も同封物はそのまま残る');
SELECT is((SELECT count(*) FROM log.head WHERE position = :place), 1::bigint,
          'どの試みの後も先頭の記録はそのまま残る');

SELECT * FROM finish();
ROLLBACK;
