-- Accounts may change and go; what was done about them stays. Roles are what the history says.
BEGIN;
\ir support/acting_as.sql
SELECT plan(23);

INSERT INTO staff.account (id, login, name, created_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'sql-test', '試験', now());

-- One line of the history, as the program.
CREATE FUNCTION pg_temp.noting(members text, given text) RETURNS text
    LANGUAGE sql
    RETURN pg_temp.acting_as('koe_app', format(
        'INSERT INTO staff.history (account, at, %s) '
        'VALUES (''00000000-0000-7000-8000-000000000001'', now(), %s)', members, given));
CREATE FUNCTION pg_temp.through() RETURNS date
    LANGUAGE sql
    RETURN (SELECT valid_through FROM staff.role_term
             WHERE account = '00000000-0000-7000-8000-000000000001' AND role = 'officer');

SELECT lives_ok(pg_temp.noting('what', '''created'''), '登録を記録する');
SELECT lives_ok(pg_temp.noting('what, role, valid_from', '''role-given'', ''officer'', ''2026-04-01'''),
                '役割を記録する');
SELECT is(pg_temp.through(), NULL, '終了を記録するまで続く');
SELECT max(number) AS given FROM staff.history \gset
SELECT lives_ok(
    pg_temp.noting('what, role, ends, valid_through',
                   format('''role-ended'', ''officer'', %s, ''2027-03-31''', :given)),
    '終了を記録する');
SELECT is(pg_temp.through(), '2027-03-31'::date, '終了日まで続く');
SELECT lives_ok(
    pg_temp.noting('what, role, ends, valid_through',
                   format('''role-ended'', ''officer'', %s, ''2028-03-31''', :given)),
    '後の日の終了も記録できる');
SELECT is(pg_temp.through(), '2027-03-31'::date, '早い方の終了日が効く');

SELECT throws_ok(pg_temp.noting('what', '''promoted'''), '23514', NULL, '知らない出来事は拒まれる');
SELECT throws_ok(pg_temp.noting('what, role, valid_from', '''role-given'', ''mayor'', ''2026-04-01'''),
                 '23514', NULL, '知らない役割は拒まれる');
SELECT throws_ok(pg_temp.noting('what, role', '''role-given'', ''officer'''), '23514', NULL,
                 '開始日のない役割は拒まれる');
SELECT throws_ok(pg_temp.noting('what, role', '''role-ended'', ''officer'''), '23514', NULL,
                 'どの役割か言わない終了は拒まれる');
SELECT throws_ok(pg_temp.noting('what', '''item-opened-to'''), '23514', NULL,
                 'どの案件か言わない指名は拒まれる');

SELECT throws_ok(pg_temp.acting_as('koe_app', statement), '42501', NULL, '利用者の履歴: ' || statement)
  FROM (VALUES ('UPDATE staff.history SET role = ''admin'''), ('DELETE FROM staff.history'),
               ('TRUNCATE staff.history')) AS forbidden (statement);
SELECT throws_ok(pg_temp.acting_as('koe_owner', statement), '42501', NULL, '所有者も: ' || statement)
  FROM (VALUES ('UPDATE staff.history SET role = ''admin'''), ('DELETE FROM staff.history'),
               ('TRUNCATE staff.history')) AS forbidden (statement);
SELECT throws_ok(pg_temp.acting_as('koe_auditor', 'SELECT password_hash FROM staff.account'),
                 '42501', NULL, '監査もパスワードの要約は見られない');

-- Whom the identity provider knows is one person, known by one provider.
SELECT lives_ok(pg_temp.acting_as('koe_app',
    'UPDATE staff.account SET oidc_issuer = ''https://id.example.jp'', oidc_subject = ''3f6c'' '
    'WHERE login = ''sql-test'''), '庁内の認証と結び付けられる');
SELECT throws_ok(pg_temp.acting_as('koe_app',
    'INSERT INTO staff.account (id, login, name, created_at, oidc_issuer, oidc_subject) VALUES '
    '(''00000000-0000-7000-8000-000000000002'', ''sql-other'', ''試験'', now(), '
    '''https://id.example.jp'', ''3f6c'')'), '23505', NULL, '同じ識別子は一人だけ');
SELECT throws_ok(pg_temp.acting_as('koe_app',
    'UPDATE staff.account SET oidc_issuer = NULL WHERE login = ''sql-test'''), '23514', NULL,
    '発行者のない識別子は拒まれる');

-- Somebody who has left is erased; what they were given stays, under their number alone.
SELECT lives_ok(pg_temp.acting_as('koe_app', 'DELETE FROM staff.account WHERE login = ''sql-test'''),
                '利用者は消せる');

SELECT * FROM finish();
ROLLBACK;
