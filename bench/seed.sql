-- Makes the goals that the benchmark reads: copies of one goal and one check-in that came through the API, so that this stays
-- right whatever columns there are. Ids are :'prefix' and a number from :first on, which is how the clients pick one at random.
-- The measures take turns: a total, a latest value, a habit, a budget, a thing to do.
-- :others goals belong to others, with :otherdays check-ins each.
\set ON_ERROR_STOP on
SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
WHERE table_name = 'goals' AND is_generated = 'NEVER' \gset
BEGIN;
INSERT INTO spaces SELECT gen_random_uuid(), 'Of others', now() FROM generate_series(1, (:others + 9) / 10);
INSERT INTO goals (:columns)
SELECT :columns FROM (
    SELECT (jsonb_populate_record(
        g, jsonb_build_object(
            'id', CASE WHEN n < :goals THEN :'prefix' || (:first + n) ELSE gen_random_uuid()::text END,
            'space_id', CASE WHEN n < :goals THEN g.space_id ELSE (
                SELECT id FROM (SELECT id, row_number() OVER () AS row FROM spaces WHERE name = 'Of others') s WHERE row = (n - :goals) / 10 + 1) END,
            'title', 'Goal ' || n, 'title_key', 'goal ' || n, 'words', 'goal ' || n, 'position', lpad(to_hex(n), 16, '0') || 'i',
            'measure', (ARRAY['number', 'number', 'habit', 'limit', 'done'])[n % 5 + 1],
            'aggregate', (ARRAY['sum', 'last', 'sum', 'sum', 'last'])[n % 5 + 1],
            'period', CASE WHEN n % 5 = 2 THEN 'day' END))).*
    FROM goals g, generate_series(0, :goals + :others - 1) n WHERE g.id = :'goal') copies;

INSERT INTO check_ins (id, goal_id, day, value, note, version, created_at, updated_at)
SELECT gen_random_uuid(), g.id, c.day - n, 1000000, '', 1, c.created_at - n * interval '1 day', c.updated_at - n * interval '1 day'
FROM check_ins c, goals g, generate_series(0, greatest(:days, :otherdays) - 1) n
WHERE c.goal_id = :'goal' AND g.id <> :'goal'
    AND n < CASE WHEN g.space_id = (SELECT space_id FROM goals WHERE id = :'goal') THEN :days ELSE :otherdays END;

DELETE FROM goals WHERE id = :'goal';
COMMIT;
VACUUM ANALYZE;
SELECT count(*) FROM goals;
SELECT count(*) FROM check_ins;
