-- Where a word or a sender is found, without keeping either (検索). Folded pairs of neighbouring
-- characters lie here as hashes under a key that is in neither database: whoever takes the table
-- away has numbers. What the index proposes is opened and looked at before it is shown; deleting
-- a row is all that erasing needs.

CREATE SCHEMA search;
COMMENT ON SCHEMA search IS 'Where a word or a sender is found, without keeping either (検索の索引)';

CREATE TABLE search.item_1 (
    id          uuid     NOT NULL,
    received_on date     NOT NULL,
    position    bigint   NOT NULL,
    scheme      text     COLLATE "C" NOT NULL,
    words       bigint[] NOT NULL,
    sender      bigint[] NOT NULL,
    CONSTRAINT item_1_pkey PRIMARY KEY (id)
);
-- In the row as long as it fits into a page: the newest letters are looked through by reading
-- them, and fetching each one's hashes from elsewhere would take five times as long.
ALTER TABLE search.item_1 ALTER COLUMN words  SET STORAGE MAIN;
ALTER TABLE search.item_1 ALTER COLUMN sender SET STORAGE MAIN;
CREATE INDEX item_1_newest ON search.item_1 (received_on DESC, position DESC);
-- A letter has hundreds of hashes. Entered one by one they take ten times as long as in bulk, so
-- they wait in the index's list until desk.settle_search, called with each batch, enters them;
-- the list must hold a batch.
CREATE INDEX item_1_words  ON search.item_1 USING gin (words)  WITH (gin_pending_list_limit = 65536);
CREATE INDEX item_1_sender ON search.item_1 USING gin (sender) WITH (gin_pending_list_limit = 65536);
COMMENT ON TABLE search.item_1 IS 'One row per item whose text or sender may be searched; none for a restricted or erased one (検索の行)';
COMMENT ON COLUMN search.item_1.id IS 'The item (案件)';
COMMENT ON COLUMN search.item_1.received_on IS 'Day of receipt; the newest are shown first (受付日)';
COMMENT ON COLUMN search.item_1.position IS 'Position of the receipt; the order within a day (受付の位置)';
COMMENT ON COLUMN search.item_1.scheme IS 'Scheme (受付制度)';
COMMENT ON COLUMN search.item_1.words IS 'Keyed hashes of the character pairs of gist and text (要旨・本文の二文字組の鍵付きハッシュ)';
COMMENT ON COLUMN search.item_1.sender IS 'Keyed hashes of name, reading, telephone, e-mail, postal code and address (差出人の鍵付きハッシュ)';
CREATE VIEW search.item AS SELECT * FROM search.item_1;
COMMENT ON VIEW search.item IS 'The index that serves (現用の検索の索引)';

INSERT INTO desk.projection VALUES ('search', 1);
