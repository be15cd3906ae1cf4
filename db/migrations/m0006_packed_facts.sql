-- Figures out of millions of facts (集計の高速化). Facts are kept a second time, packed by column
-- and by blocks of consecutive positions: 200,000 letters of a quarter are counted by four
-- dimensions within milliseconds, as of any position.

CREATE TABLE facts.block_1 (
    kind         smallint NOT NULL,
    quarter      integer  NOT NULL,
    through      bigint   NOT NULL,
    begun        integer  NOT NULL,
    lasting      integer  NOT NULL,
    entries      integer  NOT NULL,
    at           bytea    NOT NULL,
    day          bytea    NOT NULL,
    quantity     bytea    NOT NULL,
    scheme       bytea    NOT NULL,
    channel      bytea    NOT NULL,
    nature       bytea    NOT NULL,
    sort         bytea    NOT NULL,
    sender       bytea    NOT NULL,
    district     bytea    NOT NULL,
    category     bytea    NOT NULL,
    category_now bytea    NOT NULL,
    section      bytea    NOT NULL,
    section_now  bytea    NOT NULL,
    standing     bytea    NOT NULL,
    handling     bytea    NOT NULL,
    CONSTRAINT block_1_pkey PRIMARY KEY (kind, quarter, through)
);
CREATE INDEX block_1_through ON facts.block_1 (through);
COMMENT ON TABLE facts.block_1 IS 'Facts of one kind and quarter that begin or end within one block of positions (事実の束)';
COMMENT ON COLUMN facts.block_1.kind IS 'As of facts; observations are not packed (種別)';
COMMENT ON COLUMN facts.block_1.quarter IS 'Fiscal quarter: western year × 4 + 0…3 (四半期)';
COMMENT ON COLUMN facts.block_1.through IS 'The last position of the block (束の末尾)';
COMMENT ON COLUMN facts.block_1.begun IS 'So many entries come first: facts that begin in the block and outlast it (始まる件数)';
COMMENT ON COLUMN facts.block_1.lasting IS 'With the facts that began before and end in it (差引きに残る件数)';
COMMENT ON COLUMN facts.block_1.entries IS 'With those that begin in it, and then the same ones ending in it (全件数)';
COMMENT ON COLUMN facts.block_1.at IS 'Position of each entry, counted from the block''s first: 2 bytes each, lowest first (位置)';
COMMENT ON COLUMN facts.block_1.day IS 'Days since 1970 that occur, then the place of each entry''s among them (日)';
COMMENT ON COLUMN facts.block_1.quantity IS 'Quantity, in the same way; the least number where not known (数量)';
COMMENT ON COLUMN facts.block_1.scheme IS 'Scheme, in the same way by numbers of words (受付制度)';
COMMENT ON COLUMN facts.block_1.channel IS 'Channel, in the same way (経路)';
COMMENT ON COLUMN facts.block_1.nature IS 'Nature, in the same way (性質)';
COMMENT ON COLUMN facts.block_1.sort IS 'Sort, in the same way (種類)';
COMMENT ON COLUMN facts.block_1.sender IS 'How much is known of the sender, in the same way (差出人の区分)';
COMMENT ON COLUMN facts.block_1.district IS 'District, in the same way (地区)';
COMMENT ON COLUMN facts.block_1.category IS 'Category at receipt, in the same way (受付時の分類)';
COMMENT ON COLUMN facts.block_1.category_now IS 'Category, in the same way (現在の分類)';
COMMENT ON COLUMN facts.block_1.section IS 'Section at receipt, in the same way (受付時の担当)';
COMMENT ON COLUMN facts.block_1.section_now IS 'Section, in the same way (現在の担当)';
COMMENT ON COLUMN facts.block_1.standing IS 'Standing, in the same way (扱い)';
COMMENT ON COLUMN facts.block_1.handling IS 'Handling class, in the same way (取扱区分)';
CREATE VIEW facts.block AS SELECT * FROM facts.block_1;
COMMENT ON VIEW facts.block IS 'The blocks that serve (現用の束)';

DO $$
DECLARE
    live integer;
BEGIN
    SELECT p.generation INTO STRICT live FROM desk.projection AS p WHERE p.name = 'facts';
    -- A rebuild that was interrupted begins anew, with blocks and the new index.
    EXECUTE format('DROP TABLE IF EXISTS facts.%I', 'fact_' || (live + 1));
    DELETE FROM log.checkpoint WHERE name = 'facts@' || (live + 1);
    IF live > 1 THEN
        EXECUTE format('ALTER TABLE facts.block_1 RENAME TO %I', 'block_' || live);
    END IF;
    -- The facts a block ends are found by where they end.
    EXECUTE format('CREATE INDEX ON facts.%I (voided_by) WHERE voided_by IS NOT NULL',
                   'fact_' || live);
END
$$;
