-- Bytes too large for an event: scanned letters and photographs (同封物). They are written in the same
-- transaction as the event that names them, so neither is ever there without the other. What lies
-- here is ciphertext under the key of the item, and append-only as the log is: when that key is
-- destroyed the bytes stay, and say nothing to anybody, as the sealed parts of the events do.

CREATE TABLE log.enclosure (
    digest bytea NOT NULL,
    bytes  bytea NOT NULL,
    CONSTRAINT enclosure_pkey PRIMARY KEY (digest),
    CONSTRAINT enclosure_digest_is_of_bytes CHECK (digest = sha256(bytes)),
    CONSTRAINT enclosure_has_bounds CHECK (octet_length(bytes) BETWEEN 1 AND 20971584)
);
-- Ciphertext does not compress.
ALTER TABLE log.enclosure ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE log.enclosure IS 'Scanned files, sealed; each is named by an event through its digest (同封物)';
COMMENT ON COLUMN log.enclosure.digest IS 'SHA-256 of the bytes: what the event names and its leaf hash covers (要約)';
COMMENT ON COLUMN log.enclosure.bytes IS 'AES-GCM under the key of the item, at most 20 MB (封印したファイル)';

CREATE TRIGGER enclosure_is_append_only BEFORE UPDATE OR DELETE ON log.enclosure
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER enclosure_is_not_truncated BEFORE TRUNCATE ON log.enclosure
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- Scans that wait at the desk of somebody who enters letters, until their pages belong to letters
-- (受付待ちのスキャン). They outlive a crash of browser or server as drafts do, under a key that ends
-- with the master key, and are swept when their pages are all taken or nobody came back to them.
CREATE TABLE desk.waiting_scan (
    id      uuid        NOT NULL,
    account uuid        NOT NULL,
    came_at timestamptz NOT NULL,
    type    text        COLLATE "C" NOT NULL,
    pages   smallint    NOT NULL,
    name    bytea       NOT NULL,
    bytes   bytea       NOT NULL,
    CONSTRAINT waiting_scan_pkey PRIMARY KEY (id),
    CONSTRAINT waiting_scan_account_exists FOREIGN KEY (account) REFERENCES staff.account
        ON DELETE CASCADE,
    CONSTRAINT waiting_scan_has_pages CHECK (pages BETWEEN 1 AND 200)
);
ALTER TABLE desk.waiting_scan ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX waiting_scan_account ON desk.waiting_scan (account, came_at);
COMMENT ON TABLE desk.waiting_scan IS 'Scanned files whose pages wait to belong to letters (受付待ちのスキャン)';
COMMENT ON COLUMN desk.waiting_scan.id IS 'Made by the program (番号)';
COMMENT ON COLUMN desk.waiting_scan.account IS 'At whose desk it waits (利用者番号)';
COMMENT ON COLUMN desk.waiting_scan.came_at IS 'When it was handed in (受取日時)';
COMMENT ON COLUMN desk.waiting_scan.type IS 'What it is by content, as a media type (種類)';
COMMENT ON COLUMN desk.waiting_scan.pages IS 'Its pages (頁数)';
COMMENT ON COLUMN desk.waiting_scan.name IS 'Sealed name of the file (封印したファイル名)';
COMMENT ON COLUMN desk.waiting_scan.bytes IS 'Sealed content, under a key that ends with the master key (封印した内容)';

CREATE TABLE desk.waiting_page (
    scan        uuid     NOT NULL,
    page        smallint NOT NULL,
    command     uuid,
    is_returned boolean  NOT NULL DEFAULT false,
    CONSTRAINT waiting_page_pkey PRIMARY KEY (scan, page),
    CONSTRAINT waiting_page_scan_exists FOREIGN KEY (scan) REFERENCES desk.waiting_scan
        ON DELETE CASCADE
);
CREATE INDEX waiting_page_command ON desk.waiting_page (command);
COMMENT ON TABLE desk.waiting_page IS 'The pages of scans that wait, and into which letter each went (受付待ちの頁)';
COMMENT ON COLUMN desk.waiting_page.scan IS 'The scan (スキャンの番号)';
COMMENT ON COLUMN desk.waiting_page.page IS 'Its page, from 1 (頁)';
COMMENT ON COLUMN desk.waiting_page.is_returned IS 'That receipt was taken back: the page waits again (受付の取消しで戻った頁)';
COMMENT ON COLUMN desk.waiting_page.command IS 'The receipt it was put into; it is free again as long as the log does not know it (受付の指示)';
