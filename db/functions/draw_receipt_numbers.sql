-- Draws a block of receipt numbers and returns the first. Numbers of a block that are not used
-- (a crash, a refusal) stay unused and are shown as 欠番.
CREATE OR REPLACE FUNCTION desk.draw_receipt_numbers(year integer, amount integer) RETURNS integer
    LANGUAGE sql
    SET search_path = pg_catalog, pg_temp
AS $$
    -- A block of nothing would hand out a number that the next caller gets too: NULL is refused.
    INSERT INTO desk.receipt_number AS n (fiscal_year, last_serial)
    VALUES (year, CASE WHEN amount >= 1 THEN amount END)
    ON CONFLICT (fiscal_year) DO UPDATE SET last_serial = n.last_serial + excluded.last_serial
    RETURNING last_serial - amount + 1
$$;
COMMENT ON FUNCTION desk.draw_receipt_numbers(integer, integer) IS 'Draws receipt numbers of a fiscal year (受付番号の採番)';
