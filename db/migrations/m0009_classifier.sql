-- What was learned of who answers what: one row, written over by each training in one statement, so
-- the former one serves until then. No part of the log: lost, it is learned anew. Sealed, because
-- groups of letters that many items share may still tell something of a person.

CREATE TABLE desk.classifier (
    name        text        COLLATE "C" NOT NULL,
    version     bigint      NOT NULL,
    trained_at  timestamptz NOT NULL,
    items       integer     NOT NULL,
    sections    integer     NOT NULL,
    reliability jsonb       NOT NULL,
    model       bytea       NOT NULL,
    CONSTRAINT classifier_pkey PRIMARY KEY (name)
);
COMMENT ON TABLE desk.classifier IS 'What was learned of who answers what (学習した分類器)';
COMMENT ON COLUMN desk.classifier.name IS 'What it is for (用途)';
COMMENT ON COLUMN desk.classifier.version IS 'Through which position of the log it was learned (学習の版)';
COMMENT ON COLUMN desk.classifier.trained_at IS 'When (学習日時)';
COMMENT ON COLUMN desk.classifier.items IS 'From how many items (学習した件数)';
COMMENT ON COLUMN desk.classifier.sections IS 'Between how many sections it tells (担当の数)';
COMMENT ON COLUMN desk.classifier.reliability IS 'For each threshold, how many items it would have routed and how many rightly (しきい値ごとの確からしさ)';
COMMENT ON COLUMN desk.classifier.model IS 'The classifier, sealed with a key of the keyring (封印した分類器)';
