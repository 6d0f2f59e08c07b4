-- Makes the goals that the benchmark reads: copies of one goal and one check-in that came through the API, so that this stays
-- right whatever columns there are. Ids are :'prefix' and a number from :first on, which is how the clients pick one at random.
\set ON_ERROR_STOP on
BEGIN;
INSERT INTO goals
SELECT (jsonb_populate_record(
    g, jsonb_build_object(
        'id', :'prefix' || (:first + n), 'title', 'Goal ' || n, 'title_key', 'goal ' || n, 'position', n,
        'aggregate', CASE WHEN n % 2 = 0 THEN 'sum' ELSE 'last' END))).*
FROM goals g, generate_series(0, :goals - 1) n
WHERE g.id = :'goal';

INSERT INTO check_ins
SELECT (jsonb_populate_record(
    c, jsonb_build_object(
        'id', gen_random_uuid(), 'goal_id', g.id, 'day', c.day - 2 * n, 'value', (1 + n) * 1000000,
        'created_at', c.created_at - n * interval '2 days'))).*
FROM check_ins c, goals g, generate_series(0, :checkins - 1) n
WHERE c.goal_id = :'goal' AND g.id <> :'goal';

DELETE FROM goals WHERE id = :'goal';
COMMIT;
VACUUM ANALYZE;
SELECT count(*) FROM goals;
SELECT count(*) FROM check_ins;
