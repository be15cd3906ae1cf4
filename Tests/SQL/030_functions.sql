-- The functions of the log and the desk, and the named constraints that hold whatever the program
-- does. All statements run as the program (koe_app).
BEGIN;
\ir support/acting_as.sql
SELECT plan(82);

SELECT pg_temp.ask_as('koe_app', 'SELECT log.create_partitions()') AS created \gset
SELECT coalesce(max(position), 0) AS head FROM log.head \gset

-- A reader's checkpoint moves only from where the caller believes it to be.
CREATE FUNCTION pg_temp.advance(from_position bigint, to_position bigint) RETURNS text
    LANGUAGE sql
    RETURN pg_temp.acting_as('koe_app', format(
        'SELECT log.advance_checkpoint(''test'', %L, %L)', from_position, to_position));
CREATE FUNCTION pg_temp.reached() RETURNS bigint
    LANGUAGE sql
    RETURN (SELECT position FROM log.checkpoint WHERE name = 'test');

SELECT throws_ok(pg_temp.advance(3, 4), 'KO002', 'checkpoint test is not at 3',
                 '知らない読み手は途中から始められない');
SELECT is(pg_temp.reached(), NULL, '拒まれた読み手は残らない');
SELECT lives_ok(pg_temp.advance(0, 5), '新しい読み手は 0 から始める');
SELECT is(pg_temp.reached(), 5::bigint, '5 まで進んだ');
SELECT lives_ok(pg_temp.advance(5, 9), '今の位置からなら進める');
SELECT is(pg_temp.reached(), 9::bigint, '9 まで進んだ');
SELECT throws_ok(pg_temp.advance(5, 10), 'KO002', 'checkpoint test is not at 5',
                 '遅れた読み手は拒まれる');
SELECT throws_ok(pg_temp.advance(0, 10), 'KO002', 'checkpoint test is not at 0',
                 '初めからやり直す読み手も拒まれる');
SELECT throws_ok(pg_temp.advance(10, 11), 'KO002', 'checkpoint test is not at 10',
                 '先走った読み手は拒まれる');
SELECT throws_ok(pg_temp.advance(NULL, 11), 'KO002', NULL, '位置を言わない読み手は拒まれる');
SELECT throws_ok(pg_temp.advance(9, -1), '22023',
                 'checkpoint test cannot move back from 9 to -1', '負の位置へは進めない');
SELECT is(pg_temp.reached(), 9::bigint, '拒まれた後も 9 のまま');

-- Expected versions. Together with the key of log.stream they let only the next version in.
CREATE FUNCTION pg_temp.require(streams text, versions text) RETURNS text
    LANGUAGE sql
    RETURN pg_temp.acting_as('koe_app', format(
        'SELECT log.require_versions(%L, %L)', streams, versions));

SELECT lives_ok(
    pg_temp.acting_as('koe_app',
        $$INSERT INTO log.stream (stream, version, position)
          VALUES ('test-a', 1, 900001), ('test-a', 2, 900002), ('test-b', 1, 900003)$$),
    '二つの対象がある');
SELECT lives_ok(pg_temp.require('{test-a}', '{2}'), '期待する版が合えば通る');
SELECT lives_ok(pg_temp.require('{test-a,test-b}', '{2,1}'), 'すべて合えば通る');
SELECT lives_ok(pg_temp.require('{}', '{}'), '期待がなければ通る');
SELECT throws_ok(pg_temp.require('{test-a}', '{3}'), 'KO001',
                 'a stream has not reached the version expected', 'まだない版は拒まれる');
SELECT throws_ok(pg_temp.require('{test-a,test-b}', '{2,2}'), 'KO001', NULL,
                 '一つでも合わなければ拒まれる');
SELECT throws_ok(pg_temp.require('{test-c}', '{1}'), 'KO001', NULL, '知らない対象は拒まれる');
SELECT throws_ok(pg_temp.require('{test-a,test-b}', '{2}'), 'KO001', NULL,
                 '版を言わない対象は拒まれる');
SELECT throws_ok(
    pg_temp.acting_as('koe_app',
        $$SELECT log.require_versions('{test-a}', '{1}');
          INSERT INTO log.stream (stream, version, position) VALUES ('test-a', 2, 900004)$$),
    '23505', 'duplicate key value violates unique constraint "stream_pkey"',
    '古い版への追記は索引の鍵が拒む');

-- Receipt numbers, in a year that no test city has reached.
CREATE FUNCTION pg_temp.draw(year integer, amount integer) RETURNS text
    LANGUAGE sql
    RETURN pg_temp.ask_as('koe_app', format(
        'SELECT desk.draw_receipt_numbers(%s, %s)', year, amount));

SELECT is(pg_temp.draw(2999, 10), '1', '年度の最初の番号は 1');
SELECT is(pg_temp.draw(2999, 1), '11', '次の番号は前の束の次');
SELECT is(pg_temp.draw(2999, 5), '12', '束の大きさは毎回違ってよい');
SELECT is(pg_temp.draw(2998, 3), '1', '年度ごとに 1 から始まる');
SELECT is(pg_temp.draw(2999, 1), '17', '別の年度には影響されない');
SELECT is((SELECT last_serial FROM desk.receipt_number WHERE fiscal_year = 2999), 17,
          '最後の番号が残る');
SELECT throws_ok(
    pg_temp.acting_as('koe_app', 'SELECT desk.draw_receipt_numbers(2999, -1)'), '23502', NULL,
    '引いた番号は戻せない');

-- An appender's turn.
SELECT lives_ok(pg_temp.acting_as('koe_app', 'SELECT log.take_turn()'),
                'プログラムは順番を確保できる');
SELECT isnt_empty(
    $$SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'log.head'::regclass
                             AND mode = 'ShareRowExclusiveLock' AND granted$$,
    '確保した順番はトランザクションの終わりまで続く');

-- The search index: what waits in its lists is entered when the program says so. Of a generation
-- that is not there nothing can wait.
SELECT lives_ok(
    pg_temp.acting_as('koe_app',
        $$INSERT INTO search.item_1
          SELECT gen_random_uuid(), '2026-06-28', n, 'opinion', ARRAY[n, n + 1], '{}'
            FROM generate_series(900001, 900100) AS n$$),
    'プログラムは検索の索引に書ける');
SELECT lives_ok(pg_temp.acting_as('koe_app', 'SELECT desk.settle_search(1)'),
                'プログラムは索引の待ちを片付けられる');
SELECT is(gin_clean_pending_list('search.item_1_words'), 0::bigint, '索引に待ちが残らない');
SELECT is(pg_temp.ask_as('koe_app', 'SELECT count(*) FROM search.item WHERE words @> ''{900050}'''),
          '2', '片付けた後も見つかる');
SELECT lives_ok(pg_temp.acting_as('koe_app', 'SELECT desk.settle_search(99)'),
                'ない世代では何もしない');
SELECT throws_ok(pg_temp.acting_as('koe_reader', 'SELECT FROM search.item'), '42501', NULL,
                 '閲覧の役割は検索の索引を読めない');
SELECT throws_ok(
    pg_temp.acting_as('koe_auditor', 'DELETE FROM search.item'), '42501', NULL,
    '監査の役割は検索の索引を変えられない');

SELECT throws_ok(pg_temp.acting_as(r.role, f.call), '42501', NULL,
                 r.role || ' は使えない: ' || f.call)
  FROM (VALUES ('SELECT log.advance_checkpoint(''test'', 9, 10)'),
               ('SELECT log.require_versions(''{}'', ''{}'')'),
               ('SELECT log.take_turn()'),
               ('SELECT desk.draw_receipt_numbers(2999, 1)'),
               ('SELECT desk.settle_search(1)'),
               ('SELECT desk.dispose_openings(1)')) AS f (call)
 CROSS JOIN (VALUES ('koe_reader'), ('koe_auditor')) AS r (role);

-- Who opened what goes only as an event of the log says, and never while its record can be read.
SELECT lives_ok(pg_temp.acting_as('koe_app', a.statement), a.what)
  FROM (VALUES
      (format('INSERT INTO log.event (position, stream, version, type, schema_version, recorded_at, '
              'payload, leaf_hash) VALUES (%s, ''item-gone'', 1, ''ItemErased'', 1, now(), ''{}'', '
              'decode(repeat(''0f'', 32), ''hex''))', :head + 20), '消去した案件がある'),
      (format('INSERT INTO log.stream (stream, version, position) VALUES (''item-gone'', 1, %s)',
              :head + 20), '消去した案件の版がある'),
      (format('INSERT INTO log.event (position, stream, version, type, schema_version, recorded_at, '
              'payload, leaf_hash) VALUES (%s, ''opening-1'', 1, ''OpeningsDisposed'', 1, now(), '
              '''{"through":"2020-03-31"}'', decode(repeat(''0f'', 32), ''hex''))', :head + 21),
       '廃棄を記録した'),
      ('INSERT INTO desk.opening (opened_at, actor, stream, part, way, reason) VALUES '
       '(''2020-03-31 23:59+09'', ''a'', ''item-gone'', ''item'', ''shown'', ''''), '
       '(''2020-04-01 00:00+09'', ''b'', ''item-gone'', ''item'', ''shown'', ''''), '
       '(''2020-03-01 00:00+09'', ''c'', ''item-there'', ''item'', ''shown'', '''')',
       '開封の記録が三件ある')) AS a (statement, what);
SELECT is(pg_temp.ask_as('koe_app', format('SELECT desk.dispose_openings(%s)', :head + 21)), '1',
          '期日までの、消去済みの案件の記録だけが廃棄される');
SELECT throws_ok(pg_temp.acting_as('koe_app', format('SELECT desk.dispose_openings(%s)', :head + 20)),
                 'P0002', NULL, '廃棄の記録がなければ何も消えない');
SELECT throws_ok(pg_temp.acting_as('koe_app', 'DELETE FROM desk.opening'), '42501', NULL,
                 'プログラムは開封の記録を自分では消せない');

-- The log as text, for people with psql.
SELECT lives_ok(
    pg_temp.acting_as('koe_app', format(
        'INSERT INTO log.event (position, stream, version, type, schema_version, recorded_at, '
        'payload, sealed, leaf_hash) VALUES (%s, ''test-text'', 1, ''Tested'', 1, now(), '
        'convert_to(%L, ''UTF8''), ''\x010203'', decode(repeat(''0f'', 32), ''hex''))',
        :head + 1, '{"要旨":"声"}')),
    '日本語の出来事がある');
SELECT is(pg_temp.ask_as('koe_reader', format(
              'SELECT (payload ->> ''要旨'', sealed_bytes, leaf_hash) FROM log.event_text '
              'WHERE position = %s', :head + 1)),
          '(声,3,' || repeat('0f', 32) || ')', '閲覧の役割は内容を文字として読める');

-- Named constraints: each invariant has its name, and none is missing or new.
SELECT results_eq(
    $$SELECT c.conname::text COLLATE "default"
        FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
       WHERE c.connamespace IN ('log'::regnamespace, 'desk'::regnamespace) AND NOT t.relispartition
       ORDER BY 1$$,
    $$VALUES ('checkpoint_pkey'), ('checkpoint_position_from_zero'), ('city_code_is_six_digits'),
             ('city_is_one'), ('city_name_is_given'), ('city_pkey'), ('classifier_pkey'),
             ('command_covers_positions'), ('command_pkey'),
             ('draft_account_exists'), ('draft_pkey'),
             ('enclosure_digest_is_of_bytes'), ('enclosure_has_bounds'), ('enclosure_pkey'),
             ('event_cause_is_earlier'), ('event_leaf_hash_is_sha256'),
             ('event_pkey'), ('event_position_from_one'), ('event_version_from_one'),
             ('head_frontier_is_hashes'), ('head_moves_forward'), ('head_pkey'),
             ('head_root_is_sha256'), ('opening_pkey'), ('opening_way_known'), ('presence_pkey'),
             ('projection_generation_from_one'), ('projection_pkey'),
             ('receipt_number_from_zero'), ('receipt_number_pkey'),
             ('stream_pkey'), ('subtree_hash_is_sha256'), ('subtree_level_is_a_tile'),
             ('subtree_pkey'), ('waiting_page_pkey'), ('waiting_page_scan_exists'),
             ('waiting_scan_account_exists'), ('waiting_scan_has_pages'),
             ('waiting_scan_pkey')$$,
    '約束ごとには名前がある');

-- The refused value is shown with the constraint that refuses it.
SELECT throws_ok(
           pg_temp.acting_as('koe_app', a.statement), '23514',
           format('new row for relation "%s" violates check constraint "%s"', a.relation, a.name),
           a.what)
  FROM (VALUES
           ('event_p000000', 'event_leaf_hash_is_sha256',
            pg_temp.event_at(:head + 2, leaf_octets => 31), '31 バイトの葉は拒まれる'),
           ('event_p000000', 'event_leaf_hash_is_sha256',
            pg_temp.event_at(:head + 2, leaf_octets => 33), '33 バイトの葉は拒まれる'),
           ('event_p000000', 'event_version_from_one',
            pg_temp.event_at(:head + 2, version => 0), '版 0 は拒まれる'),
           ('event_p000000', 'event_cause_is_earlier',
            pg_temp.event_at(:head + 2, cause => :head + 2), '自分自身を原因にはできない'),
           ('head', 'head_root_is_sha256',
            pg_temp.head_from(:head, :head + 1, root_octets => 31), '31 バイトの根は拒まれる'),
           ('head', 'head_root_is_sha256',
            pg_temp.head_from(:head, :head + 1, root_octets => 64), '64 バイトの根は拒まれる'),
           ('head', 'head_frontier_is_hashes',
            pg_temp.head_from(:head, :head + 1, frontier_octets => 33), '半端な部分木は拒まれる'),
           ('head', 'head_moves_forward',
            pg_temp.head_from(:head + 1, :head + 1), '進まない先頭は拒まれる'),
           ('head', 'head_moves_forward',
            pg_temp.head_from(-1, :head + 1), '負の位置からの先頭は拒まれる'),
           ('command', 'command_covers_positions',
            'INSERT INTO log.command VALUES (gen_random_uuid(), ''x'', 0, 1)',
            '位置 0 からの指示は拒まれる'),
           ('command', 'command_covers_positions',
            'INSERT INTO log.command VALUES (gen_random_uuid(), ''x'', 2, 1)',
            '逆さの指示は拒まれる'),
           ('subtree', 'subtree_hash_is_sha256',
            'INSERT INTO log.subtree VALUES (248, 0, decode(repeat(''ef'', 31), ''hex''))',
            '31 バイトの部分木は拒まれる'),
           ('subtree', 'subtree_level_is_a_tile',
            'INSERT INTO log.subtree VALUES (7, 0, decode(repeat(''ef'', 32), ''hex''))',
            '半端な高さの部分木は拒まれる'),
           ('subtree', 'subtree_level_is_a_tile',
            'INSERT INTO log.subtree VALUES (0, 0, decode(repeat(''ef'', 32), ''hex''))',
            '葉は部分木ではない'),
           ('enclosure', 'enclosure_digest_is_of_bytes',
            'INSERT INTO log.enclosure VALUES (sha256(''a''), ''b'')',
            '中身と合わない要約は拒まれる'),
           ('enclosure', 'enclosure_has_bounds',
            'INSERT INTO log.enclosure VALUES (sha256(''''), '''')', '空の同封物は拒まれる'),
           ('receipt_number', 'receipt_number_from_zero',
            'INSERT INTO desk.receipt_number VALUES (2997, -1)', '負の受付番号は拒まれる')
       ) AS a (relation, name, statement, what);

-- Of two appends at the same moment one loses; a version and a command are there once.
SELECT lives_ok(pg_temp.acting_as('koe_app', pg_temp.head_from(:head, :head + 1)), '先頭が進む');
SELECT throws_ok(
    pg_temp.acting_as('koe_app', pg_temp.head_from(:head, :head + 2)), '23505',
    'duplicate key value violates unique constraint "head_pkey"', '同じ先頭からは一度しか進めない');
SELECT lives_ok(
    pg_temp.acting_as('koe_app',
        $$INSERT INTO log.command VALUES ('00000000-0000-7000-8000-000000000001', 'x', 1, 1)$$),
    '指示が処理される');
SELECT throws_ok(
    pg_temp.acting_as('koe_app',
        $$INSERT INTO log.command VALUES ('00000000-0000-7000-8000-000000000001', 'y', 2, 2)$$),
    '23505', 'duplicate key value violates unique constraint "command_pkey"',
    '同じ指示は一度しか処理されない');

-- Keys are compared as bytes, whatever the locale of the database.
SELECT is_empty(
    $$SELECT a.attrelid::regclass, a.attname
        FROM pg_attribute AS a JOIN pg_index AS i
          ON i.indrelid = a.attrelid AND a.attnum = ANY (i.indkey)
        JOIN pg_class AS c ON c.oid = a.attrelid
       WHERE c.relnamespace IN ('log'::regnamespace, 'desk'::regnamespace)
         AND a.attcollation <> 0 AND a.attcollation <> '"C"'::regcollation$$,
    '文字の鍵はバイト列として比べる');
SELECT is_empty(
    $$SELECT conrelid::regclass FROM pg_constraint
       WHERE contype = 'f' AND 'log.event'::regclass IN (conrelid, confrelid)$$,
    '出来事に外部キーはない');

SELECT * FROM finish();
ROLLBACK;
