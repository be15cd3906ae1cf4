-- What somebody has begun to enter and not recorded yet (下書き). It outlives a crash of browser or
-- server; what citizens wrote in it is sealed, and gone with the row once the letter is recorded.

CREATE TABLE desk.draft (
    account  uuid        NOT NULL,
    saved_at timestamptz NOT NULL,
    sealed   bytea       NOT NULL,
    CONSTRAINT draft_pkey PRIMARY KEY (account),
    CONSTRAINT draft_account_exists FOREIGN KEY (account) REFERENCES staff.account
        ON DELETE CASCADE
);
COMMENT ON TABLE desk.draft IS 'What somebody has begun to enter and not recorded yet, one each (下書き)';
COMMENT ON COLUMN desk.draft.account IS 'Whose (利用者番号)';
COMMENT ON COLUMN desk.draft.saved_at IS 'When it was last kept (保存日時)';
COMMENT ON COLUMN desk.draft.sealed IS 'Sealed content of the form, under a key that ends with the master key (封印した入力内容)';
