-- The database explains itself: every schema, table, view, column and function carries a comment
-- with the Japanese term. A partition repeats its parent's columns and needs none of its own.
BEGIN;
\ir support/acting_as.sql
SELECT plan(8);

CREATE TEMP VIEW place AS
SELECT oid, nspname FROM pg_namespace
 WHERE nspname IN ('log', 'desk', 'facts', 'register', 'search', 'staff', 'tray', 'work');

CREATE TEMP VIEW relation AS
SELECT c.oid, c.oid::regclass AS name, c.relkind
  FROM pg_class AS c JOIN place AS p ON p.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition;

-- Kana or kanji.
CREATE FUNCTION pg_temp.is_japanese(comment text) RETURNS boolean
    LANGUAGE sql
    RETURN coalesce(comment ~ '[\u3041-\u30ff\u4e00-\u9fff]', false);

SELECT is((SELECT count(*) FROM place), 8::bigint, '台帳・窓口・投影のスキーマがある');
SELECT isnt_empty('SELECT FROM relation', '説明すべき表がある');
SELECT ok(NOT pg_temp.is_japanese(NULL) AND NOT pg_temp.is_japanese('event')
          AND pg_temp.is_japanese('Event (出来事)'), '日本語を見分けられる');

SELECT is_empty(
    $$SELECT nspname FROM place
       WHERE NOT pg_temp.is_japanese(obj_description(oid, 'pg_namespace'))$$,
    'どのスキーマにも日本語の説明がある');
SELECT is_empty(
    $$SELECT name FROM relation WHERE NOT pg_temp.is_japanese(obj_description(oid, 'pg_class'))$$,
    'どの表にもビューにも日本語の説明がある');
SELECT is_empty(
    $$SELECT r.name, a.attname FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid
       WHERE r.relkind NOT IN ('v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
         AND NOT pg_temp.is_japanese(col_description(r.oid, a.attnum))$$,
    'どの列にも日本語の説明がある');
SELECT is_empty(
    $$SELECT f.oid::regprocedure FROM pg_proc AS f JOIN place AS p ON p.oid = f.pronamespace
       WHERE NOT pg_temp.is_japanese(obj_description(f.oid, 'pg_proc'))$$,
    'どの関数にも日本語の説明がある');
SELECT is_empty(
    $$SELECT c.oid::regclass, a.attname
        FROM pg_class AS c JOIN place AS p ON p.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid
       WHERE c.relispartition AND c.relkind = 'r' AND a.attnum > 0
         AND NOT pg_temp.is_japanese(col_description(c.oid, a.attnum))$$,
    '区画の列には親の説明が写っている');

SELECT * FROM finish();
ROLLBACK;
