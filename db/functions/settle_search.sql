-- Enters the hashes that wait in the lists of the search indexes: every search would read through
-- the lists otherwise. Only the owner of an index may ask for it.
CREATE OR REPLACE FUNCTION desk.settle_search(generation integer) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM gin_clean_pending_list(i.indexrelid)
       FROM pg_index AS i
       JOIN pg_class AS c ON c.oid = i.indexrelid
       JOIN pg_am AS a ON a.oid = c.relam AND a.amname = 'gin'
      WHERE i.indrelid = to_regclass(format('search.item_%s', generation));
END
$$;
COMMENT ON FUNCTION desk.settle_search(integer) IS 'Enters waiting hashes into the search indexes (検索の索引の整理)';
