-- Who opened what is sealed (開封の記録). Written before a text is given to a person, one row for each
-- thing opened; the program may add rows and read them, and that is all. Why it was opened is a text
-- somebody typed, and may name whom it is about: it is sealed under the key of the thing opened, and
-- goes with it when that key is destroyed.

CREATE TABLE desk.opening (
    id        bigint      GENERATED ALWAYS AS IDENTITY,
    opened_at timestamptz NOT NULL,
    actor     text        COLLATE "C" NOT NULL,
    stream    text        COLLATE "C" NOT NULL,
    part      text        COLLATE "C" NOT NULL,
    way       text        COLLATE "C" NOT NULL,
    reason    bytea       NOT NULL,
    CONSTRAINT opening_pkey PRIMARY KEY (id),
    CONSTRAINT opening_way_known CHECK (way IN ('shown', 'printed', 'exported'))
);
CREATE INDEX opening_actor  ON desk.opening (actor, opened_at);
CREATE INDEX opening_stream ON desk.opening (stream);
COMMENT ON TABLE desk.opening IS 'Who opened what is sealed, one row for each thing opened (開封の記録)';
COMMENT ON COLUMN desk.opening.id IS 'Number, in the order of opening (番号)';
COMMENT ON COLUMN desk.opening.opened_at IS 'When (開封日時)';
COMMENT ON COLUMN desk.opening.actor IS 'Account of who opened it (開封者)';
COMMENT ON COLUMN desk.opening.stream IS 'What was opened, by the name of its stream (対象)';
COMMENT ON COLUMN desk.opening.part IS 'Which part was given out: 案件票, 経過, 検索結果, 開示資料 (開封した部分)';
COMMENT ON COLUMN desk.opening.way IS 'Whether it was shown, printed or exported (方法)';
COMMENT ON COLUMN desk.opening.reason IS 'Why, sealed under the key of what was opened (封印した理由)';
