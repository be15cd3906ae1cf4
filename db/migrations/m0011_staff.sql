-- Who works here, what they may do, and where they are logged in (職員). Not in the log: the hash of
-- a password and the name of somebody who has left must be erasable. Who was given which role, when
-- and by whom is kept for good, by the number of the account alone.

CREATE SCHEMA staff;
COMMENT ON SCHEMA staff IS 'Accounts, roles, sessions and tokens of the staff (職員)';

CREATE TABLE staff.account (
    id              uuid        NOT NULL,
    login           text        COLLATE "C" NOT NULL,
    name            text        NOT NULL,
    password_hash   text        COLLATE "C",
    is_one_time     boolean     NOT NULL DEFAULT false,
    password_set_at timestamptz,
    totp_secret     bytea,
    totp_since      timestamptz,
    totp_step       bigint      NOT NULL DEFAULT 0,
    disabled_at     timestamptz,
    created_at      timestamptz NOT NULL,
    CONSTRAINT account_pkey PRIMARY KEY (id),
    CONSTRAINT account_login_once UNIQUE (login),
    CONSTRAINT account_login_is_plain CHECK (login ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    CONSTRAINT account_name_is_given CHECK (name <> ''),
    CONSTRAINT account_password_is_argon2id CHECK (password_hash LIKE '$argon2id$%'),
    CONSTRAINT account_password_has_its_day
        CHECK ((password_hash IS NULL) = (password_set_at IS NULL)),
    CONSTRAINT account_totp_has_its_secret CHECK (totp_since IS NULL OR totp_secret IS NOT NULL)
);
COMMENT ON TABLE staff.account IS 'One row per person or program that logs in (利用者)';
COMMENT ON COLUMN staff.account.id IS 'Number of the account (利用者番号)';
COMMENT ON COLUMN staff.account.login IS 'Name to log in by; events name people by it (利用者名)';
COMMENT ON COLUMN staff.account.name IS 'Name of the person (氏名)';
COMMENT ON COLUMN staff.account.password_hash IS 'Argon2id of the password; null: none was set (パスワードの要約)';
COMMENT ON COLUMN staff.account.is_one_time IS 'Whether the password was handed out and must be replaced at the first login (初回パスワードか)';
COMMENT ON COLUMN staff.account.password_set_at IS 'When the password was set (パスワードの設定日時)';
COMMENT ON COLUMN staff.account.totp_secret IS 'Secret of the one-time codes, sealed (確認コードの鍵)';
COMMENT ON COLUMN staff.account.totp_since IS 'Since when a code is asked for; null: not, or not confirmed yet (確認コードの開始日時)';
COMMENT ON COLUMN staff.account.totp_step IS 'The last time step a code was taken for; none is taken twice (最後の確認コード)';
COMMENT ON COLUMN staff.account.disabled_at IS 'Since when nobody can log in by it (利用停止日時)';
COMMENT ON COLUMN staff.account.created_at IS 'When it was made (登録日時)';

CREATE TABLE staff.history (
    number        bigint      GENERATED ALWAYS AS IDENTITY,
    account       uuid        NOT NULL,
    what          text        COLLATE "C" NOT NULL,
    role          text        COLLATE "C",
    section       text,
    valid_from    date,
    valid_through date,
    ends          bigint,
    item          uuid,
    at            timestamptz NOT NULL,
    by            uuid,
    CONSTRAINT history_pkey PRIMARY KEY (number),
    CONSTRAINT history_what_is_known CHECK (what IN (
        'created', 'renamed', 'disabled', 'enabled', 'role-given', 'role-ended', 'password-issued',
        'password-chosen', 'totp-begun', 'totp-ended', 'recovery-code-used', 'token-made',
        'token-revoked', 'logged-in', 'item-opened-to', 'item-closed-to')),
    CONSTRAINT history_role_is_known CHECK (role IN (
        'viewer', 'intake', 'hearing', 'officer', 'approver', 'planning', 'auditor', 'admin')),
    CONSTRAINT history_role_is_given_from_a_day
        CHECK (what <> 'role-given' OR (role IS NOT NULL AND valid_from IS NOT NULL)),
    CONSTRAINT history_role_ends_on_a_day
        CHECK ((what = 'role-ended') = (ends IS NOT NULL)
               AND (what <> 'role-ended' OR valid_through IS NOT NULL)),
    CONSTRAINT history_item_is_named
        CHECK ((what IN ('item-opened-to', 'item-closed-to')) = (item IS NOT NULL))
);
CREATE INDEX history_account ON staff.history (account);
CREATE INDEX history_ends    ON staff.history (ends) WHERE ends IS NOT NULL;
CREATE INDEX history_item    ON staff.history (item) WHERE item IS NOT NULL;
COMMENT ON TABLE staff.history IS 'What was done about accounts, by whom; nothing in it changes (職員の履歴)';
COMMENT ON COLUMN staff.history.number IS 'Number, in the order of recording (番号)';
COMMENT ON COLUMN staff.history.account IS 'Whom it concerns (利用者番号)';
COMMENT ON COLUMN staff.history.what IS 'What was done (出来事)';
COMMENT ON COLUMN staff.history.role IS 'Which role, for what is about one (役割)';
COMMENT ON COLUMN staff.history.section IS 'For which section; null: all (所属)';
COMMENT ON COLUMN staff.history.valid_from IS 'First day of the role (開始日)';
COMMENT ON COLUMN staff.history.valid_through IS 'Last day of the role; null: until it is ended (終了日)';
COMMENT ON COLUMN staff.history.ends IS 'Number of the role that is ended (終了する役割)';
COMMENT ON COLUMN staff.history.item IS 'Restricted item the person may see from now on, or no more (限定の案件)';
COMMENT ON COLUMN staff.history.at IS 'When (日時)';
COMMENT ON COLUMN staff.history.by IS 'By whom; null: by a command of whoever holds the data directory (実施者)';
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON staff.history
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON staff.history
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

CREATE VIEW staff.role_term AS
SELECT given.number, given.account, given.role, given.section, given.valid_from,
       least(given.valid_through,
             (SELECT min(ending.valid_through) FROM staff.history AS ending
               WHERE ending.ends = given.number)) AS valid_through
  FROM staff.history AS given
 WHERE given.what = 'role-given';
COMMENT ON VIEW staff.role_term IS 'Who has which role from when until when, as it stands now (役割)';

CREATE VIEW staff.item_reader AS
SELECT item, account
  FROM (SELECT DISTINCT ON (item, account) item, account, what FROM staff.history
         WHERE item IS NOT NULL ORDER BY item, account, number DESC) AS last
 WHERE what = 'item-opened-to';
COMMENT ON VIEW staff.item_reader IS 'Who may see which restricted item (限定の案件を閲覧できる人)';

CREATE TABLE staff.session (
    digest   bytea       NOT NULL,
    account  uuid        NOT NULL,
    stage    text        COLLATE "C" NOT NULL,
    began_at timestamptz NOT NULL,
    seen_at  timestamptz NOT NULL,
    browser  text        NOT NULL,
    address  text        COLLATE "C" NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (digest),
    CONSTRAINT session_account_exists FOREIGN KEY (account) REFERENCES staff.account
        ON DELETE CASCADE,
    CONSTRAINT session_digest_is_sha256 CHECK (octet_length(digest) = 32),
    CONSTRAINT session_stage_is_known CHECK (stage IN ('code', 'password', 'open'))
) WITH (fillfactor = 70);
CREATE INDEX session_account ON staff.session (account);
COMMENT ON TABLE staff.session IS 'Where somebody is logged in (ログインの状態)';
COMMENT ON COLUMN staff.session.digest IS 'SHA-256 of the cookie; the cookie itself is stored nowhere (クッキーの要約)';
COMMENT ON COLUMN staff.session.account IS 'Who (利用者番号)';
COMMENT ON COLUMN staff.session.stage IS 'What is still asked: a code, a password of their own, nothing (段階)';
COMMENT ON COLUMN staff.session.began_at IS 'When they logged in (ログイン日時)';
COMMENT ON COLUMN staff.session.seen_at IS 'When they were last seen, to the minute (最終操作日時)';
COMMENT ON COLUMN staff.session.browser IS 'What the browser calls itself, shortened (ブラウザー)';
COMMENT ON COLUMN staff.session.address IS 'Where the request came from (接続元)';

CREATE TABLE staff.token (
    id         uuid        NOT NULL,
    account    uuid        NOT NULL,
    digest     bytea       NOT NULL,
    name       text        NOT NULL,
    role       text        COLLATE "C" NOT NULL,
    made_at    timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    revoked_at timestamptz,
    used_at    timestamptz,
    CONSTRAINT token_pkey PRIMARY KEY (id),
    CONSTRAINT token_digest_once UNIQUE (digest),
    CONSTRAINT token_account_exists FOREIGN KEY (account) REFERENCES staff.account
        ON DELETE CASCADE,
    CONSTRAINT token_digest_is_sha256 CHECK (octet_length(digest) = 32),
    CONSTRAINT token_ends_after_it_was_made CHECK (ends_at > made_at)
);
CREATE INDEX token_account ON staff.token (account);
COMMENT ON TABLE staff.token IS 'What programs log in with, each for one role of one account (APIトークン)';
COMMENT ON COLUMN staff.token.id IS 'Number of the token (トークン番号)';
COMMENT ON COLUMN staff.token.account IS 'Whose (利用者番号)';
COMMENT ON COLUMN staff.token.digest IS 'SHA-256 of the token; the token itself is stored nowhere (トークンの要約)';
COMMENT ON COLUMN staff.token.name IS 'What it is for (用途)';
COMMENT ON COLUMN staff.token.role IS 'The one role it acts in, as long as the account has it (役割)';
COMMENT ON COLUMN staff.token.made_at IS 'When it was made (発行日時)';
COMMENT ON COLUMN staff.token.ends_at IS 'Until when it is good (有効期限)';
COMMENT ON COLUMN staff.token.revoked_at IS 'When it was revoked (失効日時)';
COMMENT ON COLUMN staff.token.used_at IS 'When it was last used, to the hour (最終利用日時)';

CREATE TABLE staff.recovery_code (
    account uuid        NOT NULL,
    digest  bytea       NOT NULL,
    used_at timestamptz,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (account, digest),
    CONSTRAINT recovery_code_account_exists FOREIGN KEY (account) REFERENCES staff.account
        ON DELETE CASCADE
);
COMMENT ON TABLE staff.recovery_code IS 'Codes for who has lost the device of their one-time codes; each is good once (回復コード)';
COMMENT ON COLUMN staff.recovery_code.account IS 'Whose (利用者番号)';
COMMENT ON COLUMN staff.recovery_code.digest IS 'Keyed digest of the code (回復コードの要約)';
COMMENT ON COLUMN staff.recovery_code.used_at IS 'When it was used (使用日時)';

CREATE TABLE staff.throttle (
    key          bytea       NOT NULL,
    failures     integer     NOT NULL DEFAULT 0,
    counted_from timestamptz NOT NULL,
    shut_until   timestamptz,
    trusted_at   timestamptz,
    CONSTRAINT throttle_pkey PRIMARY KEY (key)
) WITH (fillfactor = 70);
COMMENT ON TABLE staff.throttle IS 'How often logging in has failed, by account, by address and by both (試行の制限)';
COMMENT ON COLUMN staff.throttle.key IS 'Keyed digest of what is counted: what people type into the wrong field is not kept (対象の要約)';
COMMENT ON COLUMN staff.throttle.failures IS 'Failures in this window (失敗回数)';
COMMENT ON COLUMN staff.throttle.counted_from IS 'When the window began (計数の開始日時)';
COMMENT ON COLUMN staff.throttle.shut_until IS 'No attempt is looked at before this moment (再試行できる日時)';
COMMENT ON COLUMN staff.throttle.trusted_at IS 'When this account last logged in from this address (最後に成功した日時)';
