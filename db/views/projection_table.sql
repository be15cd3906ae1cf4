-- The tables of every projection: for each of its views the one it shows, and the one the
-- generation after this has or will have. Names are qualified and quoted, ready for EXECUTE.
CREATE OR REPLACE VIEW desk.projection_table AS
SELECT p.name,
       format('%I.%I', p.name, c.relname)                              AS view,
       format('%I.%I', p.name, c.relname || '_' || p.generation)       AS serving,
       format('%I.%I', p.name, c.relname || '_' || (p.generation + 1)) AS upcoming
  FROM desk.projection AS p
  JOIN pg_class AS c ON c.relnamespace = to_regnamespace(p.name) AND c.relkind = 'v';
COMMENT ON VIEW desk.projection_table IS 'The tables of every projection and of its next generation (投影の表)';
