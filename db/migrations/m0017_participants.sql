-- Who asked for a lecture or signed up for a gathering, found as senders of letters are (参加者の検索). The
-- index is made anew from the log, so that those of before are in it; nothing else is lost by it.
--
-- And how long it is kept who opened what (開封の記録): rows may be disposed of once their own period is
-- over and the record they are about has been erased; desk.dispose_openings sees to that.

DO $$
DECLARE
    live integer;
    item text;
    participant text;
BEGIN
    SELECT generation INTO STRICT live FROM desk.projection WHERE name = 'search';
    item := 'item_' || live;
    participant := 'participant_' || live;
    -- A rebuild that was interrupted begins anew, with both tables.
    EXECUTE format('DROP TABLE IF EXISTS search.%I', 'item_' || (live + 1));
    DELETE FROM log.checkpoint WHERE name IN ('search', 'search@' || (live + 1));
    EXECUTE format('TRUNCATE search.%I', item);

    EXECUTE format(
        'CREATE TABLE search.%I ('
        '    id          uuid     NOT NULL,'
        '    stream      text     COLLATE "C" NOT NULL,'
        '    recorded_on date     NOT NULL,'
        '    position    bigint   NOT NULL,'
        '    sender      bigint[] NOT NULL,'
        '    CONSTRAINT %I PRIMARY KEY (id))', participant, participant || '_pkey');
    EXECUTE format('CREATE INDEX %I ON search.%I (stream)', participant || '_stream', participant);
    -- A few at a time: nothing waits in a list.
    EXECUTE format('CREATE INDEX %I ON search.%I USING gin (sender) WITH (fastupdate = off)',
                   participant || '_sender', participant);
    EXECUTE format('COMMENT ON TABLE search.%I IS %L', participant,
                   'One row per lecture asked for and registration whose person may be looked for (参加者の検索の行)');
    EXECUTE format('COMMENT ON COLUMN search.%I.id IS %L', participant,
                   'The lecture or the registration (出前講座・申込みの番号)');
    EXECUTE format('COMMENT ON COLUMN search.%I.stream IS %L', participant,
                   'The stream whose key opens it (対象)');
    EXECUTE format('COMMENT ON COLUMN search.%I.recorded_on IS %L', participant,
                   'Day of the request; the newest are shown first (申込日)');
    EXECUTE format('COMMENT ON COLUMN search.%I.position IS %L', participant,
                   'Position of the request; the order within a day (申込みの位置)');
    EXECUTE format('COMMENT ON COLUMN search.%I.sender IS %L', participant,
                   'Keyed hashes of names, readings, telephone, e-mail, postal code and address (参加者の鍵付きハッシュ)');
    EXECUTE format('CREATE VIEW search.participant AS SELECT * FROM search.%I', participant);
    COMMENT ON VIEW search.participant IS 'The people of lectures and gatherings, as they are found (現用の参加者の索引)';
END
$$;

-- Disposing goes by the day of opening.
CREATE INDEX opening_opened_at ON desk.opening (opened_at);
