-- What the desk itself keeps beside the log.

CREATE SCHEMA desk;
COMMENT ON SCHEMA desk IS 'The desk''s own tables: settings and tables derived from the log (窓口)';

CREATE TABLE desk.city (
    code       text        COLLATE "C" NOT NULL,
    name       text        NOT NULL,
    is_demo    boolean     NOT NULL DEFAULT false,
    set_up_at  timestamptz NOT NULL,
    only_row   boolean     NOT NULL DEFAULT true,
    CONSTRAINT city_pkey PRIMARY KEY (only_row),
    CONSTRAINT city_is_one CHECK (only_row),
    CONSTRAINT city_code_is_six_digits CHECK (code ~ '^[0-9]{6}$'),
    CONSTRAINT city_name_is_given CHECK (name <> '')
);
COMMENT ON TABLE desk.city IS 'The city this database belongs to: one database, one city (市)';
COMMENT ON COLUMN desk.city.code IS 'Local government code with check digit (全国地方公共団体コード)';
COMMENT ON COLUMN desk.city.name IS 'Name as printed (市名)';
COMMENT ON COLUMN desk.city.is_demo IS 'True for the made-up demo city (見本)';
COMMENT ON COLUMN desk.city.set_up_at IS 'When it was set up (設定日時)';
COMMENT ON COLUMN desk.city.only_row IS 'Keeps the table at one row (一行限り)';

CREATE TABLE desk.receipt_number (
    fiscal_year integer NOT NULL,
    last_serial integer NOT NULL,
    CONSTRAINT receipt_number_pkey PRIMARY KEY (fiscal_year),
    CONSTRAINT receipt_number_from_zero CHECK (last_serial >= 0)
);
COMMENT ON TABLE desk.receipt_number IS 'The last receipt number drawn per fiscal year; gaps are shown as 欠番 (受付番号)';
COMMENT ON COLUMN desk.receipt_number.fiscal_year IS 'Western year of its 1 April (年度)';
COMMENT ON COLUMN desk.receipt_number.last_serial IS 'The last serial drawn (最終番号)';
