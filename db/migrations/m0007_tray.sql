-- What lies in the tray of each section: one row for each section an item is with, without personal
-- data. It only proposes; who has an item in hand is what the log says. A proposal is kept from
-- others for a few seconds, so that many who reach for the next item do not reach for the same.

CREATE SCHEMA tray;
COMMENT ON SCHEMA tray IS 'What lies in the tray of each section, without personal data (担当課トレイ)';

CREATE TABLE tray.item_1 (
    id            uuid    NOT NULL,
    section       text    COLLATE "C" NOT NULL,
    is_lead       boolean NOT NULL,
    fiscal_year   integer NOT NULL,
    serial        integer NOT NULL,
    received_on   date    NOT NULL,
    received_at   bigint  NOT NULL,
    scheme        text    COLLATE "C" NOT NULL,
    handling      text    COLLATE "C" NOT NULL,
    is_urgent     boolean NOT NULL,
    stage         text    COLLATE "C" NOT NULL,
    due_on        date,
    due_opening   boolean NOT NULL,
    expected_on   date,
    answered_on   date,
    done_on       date,
    claimed_by    text    COLLATE "C",
    claimed_on    date,
    hops          integer NOT NULL,
    is_free       boolean NOT NULL,
    version       integer NOT NULL,
    position      bigint  NOT NULL,
    offered_until timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT item_1_pkey PRIMARY KEY (id, section)
);
-- The order in which items are taken up; only those nobody has.
CREATE INDEX item_1_next ON tray.item_1 (section, is_urgent DESC, due_on, received_on, serial)
 WHERE is_free;
CREATE INDEX item_1_section ON tray.item_1 (section, stage);
COMMENT ON TABLE tray.item_1 IS 'One row per item and section it is with (トレイの行)';
COMMENT ON COLUMN tray.item_1.id IS 'The item (案件)';
COMMENT ON COLUMN tray.item_1.section IS 'The section; empty: none yet, for the hearing section to sort (担当課; 空は担当未定)';
COMMENT ON COLUMN tray.item_1.is_lead IS 'Whether this section answers (主担当か)';
COMMENT ON COLUMN tray.item_1.fiscal_year IS 'Fiscal year of the receipt number (年度)';
COMMENT ON COLUMN tray.item_1.serial IS 'Serial of the receipt number (番号)';
COMMENT ON COLUMN tray.item_1.received_on IS 'Day of receipt (受付日)';
COMMENT ON COLUMN tray.item_1.received_at IS 'Position of the receipt; by what was known then the deadline is counted (受付の位置)';
COMMENT ON COLUMN tray.item_1.scheme IS 'Scheme (受付制度)';
COMMENT ON COLUMN tray.item_1.handling IS 'Handling class: 通常, 取扱注意, 限定 (取扱区分)';
COMMENT ON COLUMN tray.item_1.is_urgent IS 'Whether it cannot wait (緊急)';
COMMENT ON COLUMN tray.item_1.stage IS 'Where it stands: 新着, 検討中, 決裁中, 発送待ち, 完了 (処理状況)';
COMMENT ON COLUMN tray.item_1.due_on IS 'Last day for the answer; null: no rule was in force at receipt (回答期限)';
COMMENT ON COLUMN tray.item_1.due_opening IS 'Whether its days are counted in days the city hall is open (開庁日で数えるか)';
COMMENT ON COLUMN tray.item_1.expected_on IS 'Day promised by an interim answer (回答見込日)';
COMMENT ON COLUMN tray.item_1.answered_on IS 'Day of the first answer, by which the deadline is measured (最初の回答日)';
COMMENT ON COLUMN tray.item_1.done_on IS 'Day it was answered or closed (完了日)';
COMMENT ON COLUMN tray.item_1.claimed_by IS 'Account of who has it in hand (担当者)';
COMMENT ON COLUMN tray.item_1.claimed_on IS 'Since when (着手日)';
COMMENT ON COLUMN tray.item_1.hops IS 'How often it went to another section (担当替え回数)';
COMMENT ON COLUMN tray.item_1.is_free IS 'Whether it may be taken as the next one (次に着手できるか)';
COMMENT ON COLUMN tray.item_1.version IS 'Version of its stream (版)';
COMMENT ON COLUMN tray.item_1.position IS 'Last event taken into account (位置)';
COMMENT ON COLUMN tray.item_1.offered_until IS 'Until when it is proposed to one caller alone; not from the log (提示の期限)';
CREATE VIEW tray.item AS SELECT * FROM tray.item_1;
COMMENT ON VIEW tray.item IS 'The trays that serve (現用のトレイ)';

INSERT INTO desk.projection VALUES ('tray', 1);
