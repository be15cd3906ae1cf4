-- Logging in at the city's own identity provider (庁内の認証): whom it knows an account's person as, and which
-- logins have come back from it.

ALTER TABLE staff.account
    ADD COLUMN oidc_issuer  text COLLATE "C",
    ADD COLUMN oidc_subject text COLLATE "C",
    ADD CONSTRAINT account_oidc_once UNIQUE (oidc_issuer, oidc_subject),
    ADD CONSTRAINT account_oidc_is_whole
        CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL)),
    ADD CONSTRAINT account_oidc_subject_is_short
        CHECK (length(oidc_subject) BETWEEN 1 AND 255);
COMMENT ON COLUMN staff.account.oidc_issuer IS 'Identity provider that knows the person; null: none (庁内の認証の発行者)';
COMMENT ON COLUMN staff.account.oidc_subject IS 'What it knows them by, its claim sub (本人の識別子)';

ALTER TABLE staff.history
    DROP CONSTRAINT history_what_is_known,
    ADD CONSTRAINT history_what_is_known CHECK (what IN (
        'created', 'renamed', 'disabled', 'enabled', 'role-given', 'role-ended', 'password-issued',
        'password-chosen', 'totp-begun', 'totp-ended', 'recovery-code-used', 'token-made',
        'token-revoked', 'logged-in', 'logged-in-by-oidc', 'oidc-bound', 'oidc-unbound',
        'item-opened-to', 'item-closed-to'));

CREATE TABLE staff.sign_on (
    digest      bytea       NOT NULL,
    returned_at timestamptz NOT NULL,
    CONSTRAINT sign_on_pkey PRIMARY KEY (digest),
    CONSTRAINT sign_on_digest_is_sha256 CHECK (octet_length(digest) = 32)
);
COMMENT ON TABLE staff.sign_on IS 'Logins that have come back from the identity provider; none is good twice (庁内の認証からの戻り)';
COMMENT ON COLUMN staff.sign_on.digest IS 'SHA-256 of the secret the login began with (依頼の要約)';
COMMENT ON COLUMN staff.sign_on.returned_at IS 'When it came back; it is forgotten once it would be over in any case (戻った日時)';
