-- The partitions of log.event are made ahead of need, aligned to the hash tree, each with its own
-- triggers. The test starts from a log without partitions and undoes everything at its end.
BEGIN;
\ir support/acting_as.sql
SELECT plan(33);

-- Only a superuser can empty the log, and only past its triggers.
SET LOCAL session_replication_role = replica;
DELETE FROM log.head;
DO $$
DECLARE
    partition regclass;
BEGIN
    FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'log.event'::regclass LOOP
        EXECUTE format('DROP TABLE %s', partition);
    END LOOP;
END
$$;
SET LOCAL session_replication_role = origin;

-- Names of the catalogue are COLLATE "C"; results_eq compares columns of one collation only.
CREATE TEMP VIEW partition AS
SELECT c.oid, c.relname::text COLLATE "default" AS name,
       pg_get_expr(c.relpartbound, c.oid) COLLATE "default" AS bounds,
       pg_get_userbyid(c.relowner)::text COLLATE "default" AS owner
  FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
 WHERE i.inhparent = 'log.event'::regclass;

SELECT is_empty('SELECT name FROM partition', '初めは区画がない');
SELECT throws_ok(
    pg_temp.acting_as('koe_app', pg_temp.event_at(1)), '23514',
    'no partition of relation "event" found for row', '区画がなければ追記は拒まれる');

SELECT throws_ok(pg_temp.acting_as(role, 'SELECT log.create_partitions()'), '42501',
                 'permission denied for function create_partitions', role || ' は区画を作れない')
  FROM (VALUES ('koe_reader'), ('koe_auditor')) AS r (role);
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions()'), '3',
          '空の台帳には三つの区画ができる');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions()'), '0',
          '二度目には何もしない');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions(0)'), '0',
          '次の出来事の区画だけを求めても何もしない');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions(-1)'), '0',
          '負の数では何もしない');

SELECT results_eq(
    'SELECT name, bounds, owner FROM partition ORDER BY name',
    $$VALUES ('event_p000000', 'FOR VALUES FROM (''1'') TO (''1048577'')', 'koe_owner'),
             ('event_p000001', 'FOR VALUES FROM (''1048577'') TO (''2097153'')', 'koe_owner'),
             ('event_p000002', 'FOR VALUES FROM (''2097153'') TO (''3145729'')', 'koe_owner')$$,
    '区画は 2^20 件ずつで、所有者のもの');

-- A trigger that is there but switched off ('D'), or only for replicas ('R'), is none.
SELECT results_eq(
    $$SELECT p.name, t.tgname::text COLLATE "default", t.tgenabled::text, t.tgparentid <> 0,
             t.tgfoid = 'log.refuse_change'::regproc, pg_get_triggerdef(t.oid) LIKE
                 CASE t.tgname WHEN 'event_is_append_only'
                     THEN '% BEFORE DELETE OR UPDATE ON % FOR EACH ROW %'
                     ELSE '% BEFORE TRUNCATE ON % FOR EACH STATEMENT %' END
        FROM partition AS p JOIN pg_trigger AS t ON t.tgrelid = p.oid
       ORDER BY 1, 2$$,
    $$SELECT p.name, t.name, 'O', t.is_inherited, true, true
        FROM partition AS p,
             (VALUES ('event_is_append_only', true), ('event_is_not_truncated', false))
                 AS t (name, is_inherited)
       ORDER BY 1, 2$$,
    'どの区画にも二つのトリガーがある');
SELECT results_eq(
    $$SELECT p.name, c.conname::text, pg_get_constraintdef(c.oid)
        FROM partition AS p JOIN pg_constraint AS c ON c.conrelid = p.oid AND c.contype = 'c'
       ORDER BY 1, 2$$,
    $$SELECT p.name, c.conname::text, pg_get_constraintdef(c.oid)
        FROM partition AS p CROSS JOIN pg_constraint AS c
       WHERE c.conrelid = 'log.event'::regclass AND c.contype = 'c'
       ORDER BY 1, 2$$,
    'どの区画にも親の制約がすべてある');
SELECT results_eq(
    $$SELECT p.name, parent.relname::text
        FROM partition AS p
        JOIN pg_index AS x ON x.indrelid = p.oid AND x.indisvalid
        JOIN pg_inherits AS i ON i.inhrelid = x.indexrelid
        JOIN pg_class AS parent ON parent.oid = i.inhparent
       ORDER BY 1, 2$$,
    $$SELECT p.name, parent.relname::text
        FROM partition AS p CROSS JOIN pg_index AS x
        JOIN pg_class AS parent ON parent.oid = x.indexrelid
       WHERE x.indrelid = 'log.event'::regclass
       ORDER BY 1, 2$$,
    'どの区画にも親の索引がすべてつながっている');
SELECT is_empty(
    $$SELECT p.name, a.attname FROM partition AS p JOIN pg_attribute AS a ON a.attrelid = p.oid
       WHERE a.attname IN ('payload', 'sealed') AND a.attstorage <> 'e'$$,
    'どの区画でも本文は圧縮されない');

-- Each position goes to the partition of its subtree of 2^20 leaves.
SELECT lives_ok(pg_temp.acting_as('koe_app', pg_temp.event_at(p)), p || ' へ追記できる')
  FROM unnest(ARRAY[1, 1048576, 1048577, 2097152, 2097153, 3145728]) AS p;
SELECT results_eq(
    'SELECT position, tableoid::regclass::text FROM log.event ORDER BY position',
    $$VALUES (1::bigint, 'log.event_p000000'), (1048576, 'log.event_p000000'),
             (1048577, 'log.event_p000001'),   (2097152, 'log.event_p000001'),
             (2097153, 'log.event_p000002'),   (3145728, 'log.event_p000002')$$,
    '出来事は位置の区画に入る');
SELECT throws_ok(
    pg_temp.acting_as('koe_app', pg_temp.event_at(3145729)), '23514',
    'no partition of relation "event" found for row', '最後の区画の先には追記できない');
SELECT throws_ok(
    pg_temp.acting_as('koe_app', pg_temp.event_at(1048577)), '23505',
    'duplicate key value violates unique constraint "event_p000001_pkey"',
    '同じ位置に二つの出来事はない');

-- The next event decides: the 2^20th still belongs to the first partition, its successor does not.
SELECT lives_ok(pg_temp.acting_as('koe_app', pg_temp.head_from(0, 1048575)), '先頭が 2^20 の手前');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions()'), '0',
          '次の出来事が最初の区画のうちは足りている');
SELECT lives_ok(pg_temp.acting_as('koe_app', pg_temp.head_from(1048575, 1048576)), '先頭が 2^20');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions()'), '1',
          '次の出来事が二番目の区画になると一つ増える');
SELECT is((SELECT bounds FROM partition WHERE name = 'event_p000003'),
          'FOR VALUES FROM (''3145729'') TO (''4194305'')', '増えた区画は隙間なく続く');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT log.create_partitions(1000)'), '14',
          '先回りは 16 区画まで');
SELECT is((SELECT count(*) FROM pg_trigger AS t JOIN partition AS p ON t.tgrelid = p.oid
            WHERE t.tgname = 'event_is_not_truncated' AND t.tgenabled = 'O'), 18::bigint,
          '後からできた区画にも TRUNCATE のトリガーがある');
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', 'TRUNCATE log.event_p000017'), '42501',
    'log.event_p000017 is append-only: TRUNCATE refused', '空の区画も空にする操作は拒まれる');
SELECT throws_ok(
    pg_temp.acting_as('koe_owner', 'DELETE FROM log.event WHERE position = 2097153'), '42501',
    'log.event_p000002 is append-only: DELETE refused', '後の区画の出来事も消せない');

-- Somebody who can make objects of their own must not be able to slip one under the function,
-- which runs with its owner's rights.
SELECT results_eq(
    $$SELECT p.proname::text COLLATE "default" FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('log', 'desk') AND p.prosecdef ORDER BY 1$$,
    ARRAY['begin_generation', 'create_partitions', 'dispose_openings', 'drop_generation', 'go_live',
          'settle_search', 'take_turn'],
    '所有者の権限で動く関数は七つだけ');
SELECT is_empty(
    $$SELECT p.oid::regprocedure
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('log', 'desk')
         AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)$$,
    'どの関数も探索パスを固定している');

SELECT * FROM finish();
ROLLBACK;
