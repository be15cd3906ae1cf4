-- Tables derived from the log (投影). Each projection has a schema of its own; its tables exist
-- once per generation, `fact_1`, `fact_2` …, and a view `fact` shows the one that serves. A
-- rebuild fills the next generation while the old one answers, and then changes the view.

CREATE SCHEMA facts;
COMMENT ON SCHEMA facts IS 'What can be counted: one row per thing that happened (集計の基礎)';

CREATE TABLE facts.term (
    id        integer GENERATED ALWAYS AS IDENTITY,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    CONSTRAINT term_pkey PRIMARY KEY (id),
    CONSTRAINT term_is_known_once UNIQUE (dimension, value)
);
COMMENT ON TABLE facts.term IS 'Words of the dimensions, so that facts hold numbers: ten times quicker to group (語の番号)';
COMMENT ON COLUMN facts.term.id IS 'The number facts hold (番号)';
COMMENT ON COLUMN facts.term.dimension IS 'The dimension: scheme, channel, category, district … (軸)';
COMMENT ON COLUMN facts.term.value IS 'The word (語)';

CREATE TABLE facts.fact_1 (
    position     bigint   NOT NULL,
    voided_by    bigint,
    kind         smallint NOT NULL,
    quarter      integer  NOT NULL,
    effective_on date     NOT NULL,
    subject      uuid     NOT NULL,
    scheme       integer,
    channel      integer,
    nature       integer,
    sort         integer,
    sender       integer,
    district     integer,
    category     integer,
    category_now integer,
    section      integer,
    section_now  integer,
    standing     integer,
    handling     integer,
    duplicate_of uuid,
    quantity     integer,
    value        numeric,
    attributes   jsonb,
    CONSTRAINT fact_1_pkey PRIMARY KEY (position),
    CONSTRAINT fact_voided_later CHECK (voided_by >= position)
);
CREATE INDEX fact_1_kind_quarter ON facts.fact_1 (kind, quarter, position);
CREATE INDEX fact_1_subject ON facts.fact_1 (subject, position);
COMMENT ON TABLE facts.fact_1 IS 'One row per thing that counts, from one position until another (事実)';
COMMENT ON COLUMN facts.fact_1.position IS 'The event from which on it counts (発生位置)';
COMMENT ON COLUMN facts.fact_1.voided_by IS 'The event from which on it no longer counts; equal to position when it never did (取消位置)';
COMMENT ON COLUMN facts.fact_1.kind IS '1 item, 2 lecture, 3 gathering, 4 registration, 5 observation (種別)';
COMMENT ON COLUMN facts.fact_1.quarter IS 'Fiscal quarter: western year × 4 + 0…3 (四半期)';
COMMENT ON COLUMN facts.fact_1.effective_on IS 'The day it happened to the citizen (発生日)';
COMMENT ON COLUMN facts.fact_1.subject IS 'The item, lecture, gathering or registration (対象)';
COMMENT ON COLUMN facts.fact_1.scheme IS 'Scheme (受付制度)';
COMMENT ON COLUMN facts.fact_1.channel IS 'Channel (経路)';
COMMENT ON COLUMN facts.fact_1.nature IS 'Nature (性質)';
COMMENT ON COLUMN facts.fact_1.sort IS 'Sort of gathering, menu of a lecture, indicator of an observation (種類)';
COMMENT ON COLUMN facts.fact_1.sender IS 'How much is known of the sender (差出人の区分)';
COMMENT ON COLUMN facts.fact_1.district IS 'District (地区)';
COMMENT ON COLUMN facts.fact_1.category IS 'Category at receipt (受付時の分類)';
COMMENT ON COLUMN facts.fact_1.category_now IS 'Category at this position (現在の分類)';
COMMENT ON COLUMN facts.fact_1.section IS 'Section at receipt (受付時の担当)';
COMMENT ON COLUMN facts.fact_1.section_now IS 'Section at this position (現在の担当)';
COMMENT ON COLUMN facts.fact_1.standing IS 'Open, passed on, withdrawn, returned (扱い)';
COMMENT ON COLUMN facts.fact_1.handling IS 'Handling class, when not ordinary (取扱区分)';
COMMENT ON COLUMN facts.fact_1.duplicate_of IS 'The item it is another copy of; then it does not count (重複の元)';
COMMENT ON COLUMN facts.fact_1.quantity IS 'Letters of a bundle, heads of a gathering; null when not known (数量)';
COMMENT ON COLUMN facts.fact_1.value IS 'Value of an observation (把握値)';
COMMENT ON COLUMN facts.fact_1.attributes IS 'Imported attributes by name (取り込んだ属性)';
CREATE VIEW facts.fact AS SELECT * FROM facts.fact_1;
COMMENT ON VIEW facts.fact IS 'The facts that serve (現用の事実)';

CREATE SCHEMA register;
COMMENT ON SCHEMA register IS 'The register of items, without personal data (受付簿)';

CREATE TABLE register.item_1 (
    id             uuid    NOT NULL,
    fiscal_year    integer NOT NULL,
    serial         integer NOT NULL,
    received_on    date    NOT NULL,
    scheme         text COLLATE "C" NOT NULL,
    nature         text COLLATE "C",
    channel        text COLLATE "C" NOT NULL,
    sender         text COLLATE "C" NOT NULL,
    category       text COLLATE "C",
    district       text COLLATE "C",
    section        text COLLATE "C",
    handling       text COLLATE "C" NOT NULL,
    state          text COLLATE "C" NOT NULL,
    version        integer NOT NULL,
    position       bigint  NOT NULL,
    CONSTRAINT item_1_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX item_1_number ON register.item_1 (fiscal_year, serial);
CREATE INDEX item_1_received_on ON register.item_1 (received_on, serial);
COMMENT ON TABLE register.item_1 IS 'One row per item as it stands (受付簿の行)';
COMMENT ON COLUMN register.item_1.id IS 'The item (案件)';
COMMENT ON COLUMN register.item_1.fiscal_year IS 'Fiscal year of the receipt number (年度)';
COMMENT ON COLUMN register.item_1.serial IS 'Serial of the receipt number (番号)';
COMMENT ON COLUMN register.item_1.received_on IS 'Day of receipt (受付日)';
COMMENT ON COLUMN register.item_1.scheme IS 'Scheme (受付制度)';
COMMENT ON COLUMN register.item_1.nature IS 'Nature (性質)';
COMMENT ON COLUMN register.item_1.channel IS 'Channel (経路)';
COMMENT ON COLUMN register.item_1.sender IS 'How much is known of the sender (差出人の区分)';
COMMENT ON COLUMN register.item_1.category IS 'Category (分類)';
COMMENT ON COLUMN register.item_1.district IS 'District (地区)';
COMMENT ON COLUMN register.item_1.section IS 'Section in charge (担当)';
COMMENT ON COLUMN register.item_1.handling IS 'Handling class: 通常, 取扱注意, 限定 (取扱区分)';
COMMENT ON COLUMN register.item_1.state IS 'Where it stands (状態)';
COMMENT ON COLUMN register.item_1.version IS 'Version of its stream (版)';
COMMENT ON COLUMN register.item_1.position IS 'Last event taken into account (位置)';
CREATE VIEW register.item AS SELECT * FROM register.item_1;
COMMENT ON VIEW register.item IS 'The register that serves (現用の受付簿)';

CREATE TABLE desk.projection (
    name       text    COLLATE "C" NOT NULL,
    generation integer NOT NULL,
    CONSTRAINT projection_pkey PRIMARY KEY (name),
    CONSTRAINT projection_generation_from_one CHECK (generation >= 1)
);
COMMENT ON TABLE desk.projection IS 'Which generation of each projection serves (投影の世代)';
COMMENT ON COLUMN desk.projection.name IS 'The projection, which is its schema (投影)';
COMMENT ON COLUMN desk.projection.generation IS 'The generation that serves (現用の世代)';
INSERT INTO desk.projection VALUES ('facts', 1), ('register', 1);
