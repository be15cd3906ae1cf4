-- What is still to be done outside the log: mail, webhooks, timers (作業). Everything here follows
-- from the log; a row is narrow, without personal data, and gone once its work is done. Routing
-- needs no row here: it follows the log by itself.

CREATE SCHEMA work;
COMMENT ON SCHEMA work IS 'What is still to be done outside the log: mail, webhooks, timers (作業)';

CREATE TABLE work.job (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    key          uuid        NOT NULL,
    kind         text        COLLATE "C" NOT NULL,
    priority     smallint    NOT NULL DEFAULT 0,
    ready_at     timestamptz NOT NULL,
    target       text        COLLATE "C" NOT NULL,
    cause        bigint,
    attempt      smallint    NOT NULL DEFAULT 0,
    worker       uuid,
    leased_until timestamptz,
    trouble      text,
    CONSTRAINT job_pkey PRIMARY KEY (id),
    CONSTRAINT job_key_once UNIQUE (key),
    CONSTRAINT job_leased_by_somebody CHECK ((worker IS NULL) = (leased_until IS NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0,
        autovacuum_analyze_threshold = 20000);
-- The order in which work is taken up, of that which nobody has.
CREATE INDEX job_next   ON work.job (priority, ready_at, id) WHERE worker IS NULL;
CREATE INDEX job_leased ON work.job (leased_until)           WHERE worker IS NOT NULL;
COMMENT ON TABLE work.job IS 'One row per thing to do; gone when it is done (作業)';
COMMENT ON COLUMN work.job.id IS 'Number, in the order of creation (番号)';
COMMENT ON COLUMN work.job.key IS 'Made from what it is about: the same thing is put in once, and a repeated delivery has the same id (同一性の鍵)';
COMMENT ON COLUMN work.job.kind IS 'What is to be done (作業の種類)';
COMMENT ON COLUMN work.job.priority IS 'Lower comes first (優先順位)';
COMMENT ON COLUMN work.job.ready_at IS 'Not before this moment (実行可能日時)';
COMMENT ON COLUMN work.job.target IS 'Whom it concerns: a section, a webhook, a day (宛先)';
COMMENT ON COLUMN work.job.cause IS 'Position of the event behind it; null for what the clock brings (原因の位置)';
COMMENT ON COLUMN work.job.attempt IS 'How often it was taken up; fences what an earlier attempt says (試行回数)';
COMMENT ON COLUMN work.job.worker IS 'Who has taken it up (実行者)';
COMMENT ON COLUMN work.job.leased_until IS 'When that attempt is over at the latest (試行の期限)';
COMMENT ON COLUMN work.job.trouble IS 'Why the last attempt failed; no personal data (失敗の理由)';

CREATE TABLE work.parked (
    id        bigint      NOT NULL,
    key       uuid        NOT NULL,
    kind      text        COLLATE "C" NOT NULL,
    priority  smallint    NOT NULL,
    target    text        COLLATE "C" NOT NULL,
    cause     bigint,
    attempt   smallint    NOT NULL,
    trouble   text        NOT NULL,
    parked_at timestamptz NOT NULL,
    CONSTRAINT parked_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE work.parked IS 'What failed for good and waits for a person (保留中の作業)';
COMMENT ON COLUMN work.parked.id IS 'Number of the job (番号)';
COMMENT ON COLUMN work.parked.key IS 'As of the job (同一性の鍵)';
COMMENT ON COLUMN work.parked.kind IS 'As of the job (作業の種類)';
COMMENT ON COLUMN work.parked.priority IS 'As of the job (優先順位)';
COMMENT ON COLUMN work.parked.target IS 'As of the job (宛先)';
COMMENT ON COLUMN work.parked.cause IS 'As of the job (原因の位置)';
COMMENT ON COLUMN work.parked.attempt IS 'How often it was tried (試行回数)';
COMMENT ON COLUMN work.parked.trouble IS 'Why the last attempt failed (失敗の理由)';
COMMENT ON COLUMN work.parked.parked_at IS 'When it was given up (保留日時)';

CREATE TABLE work.worker (
    id      uuid        NOT NULL,
    place   text        NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT worker_pkey PRIMARY KEY (id)
) WITH (fillfactor = 50);
COMMENT ON TABLE work.worker IS 'Workers that have taken something up, and when they were last heard of (実行者)';
COMMENT ON COLUMN work.worker.id IS 'Made anew by each process (実行者番号)';
COMMENT ON COLUMN work.worker.place IS 'Computer and process (所在)';
COMMENT ON COLUMN work.worker.seen_at IS 'Last sign of life (最終応答)';

CREATE TABLE work.pause (
    kind      text        COLLATE "C" NOT NULL,
    paused_at timestamptz NOT NULL,
    paused_by text        NOT NULL,
    CONSTRAINT pause_pkey PRIMARY KEY (kind)
);
COMMENT ON TABLE work.pause IS 'Kinds of work that rest until somebody resumes them (休止)';
COMMENT ON COLUMN work.pause.kind IS 'The kind (作業の種類)';
COMMENT ON COLUMN work.pause.paused_at IS 'Since when (休止日時)';
COMMENT ON COLUMN work.pause.paused_by IS 'By whom (休止者)';
