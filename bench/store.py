"""The cases that Postgres takes part in: Goals, Express with pg on the same statements, and pgbench with them alone."""

import functools
import json

from load import wrk
from peers import CORES, STATEMENTS
from postgres import GOALS, ID_FIRST, ID_PREFIX
from processes import BenchError, cpu_seconds, fetch

# Years of daily check-ins, for the list; for single goals as many as most have.
LIST_DAYS, OTHERS, OTHER_DAYS = 1_095, 5_000, 1_000
READ_DAYS = 20
# The insert of a check-in alone, for the peers: Goals keeps a line in the history beside it. The parameters are those of Goals.
CHECK_IN = """INSERT INTO check_ins (id, goal_id, day, value, note, version, created_at, updated_at)
SELECT $2, $3, $4, $5, $6, $7, $8, $9 WHERE EXISTS (
    SELECT 1 FROM goals g WHERE g.id = $3 AND g.deleted_at IS NULL
    AND g.space_id IN (SELECT space_id FROM memberships WHERE user_id = $1 AND role IN ('owner', 'editor'))) RETURNING id"""
LIST = "/api/v1/goals?limit=50"


def read(bench):
    return _case(bench, "read", (READ_DAYS, 0, 0), lambda asked: f"/api/v1/goals/{asked}")


def list_page(bench):
    """50 of 1,000 goals with three years of daily check-ins, among five million check-ins of others."""
    return _case(bench, "list", (LIST_DAYS, OTHERS, OTHER_DAYS), lambda asked: LIST)


def check_in(bench):
    """Durable check-ins by many clients at once; pgbench commits each insert alone."""
    return _case(bench, "checkin", (READ_DAYS, 0, 0), lambda asked: f"/api/v1/goals/{asked}/checkins", body='{"value":1}')


def _case(bench, name, data, path, body=None):
    postgres = bench.postgres
    [goals] = bench.servers(["Goals"], "/readyz")
    goal = json.loads(fetch(
        f"{goals.url}/api/v1/goals",
        b'{"title":"Run","measure":{"type":"number","unit":"km","target":500},"start":"2023-11-25","due":"2200-12-31"}'))["id"]
    fetch(f"{goals.url}/api/v1/goals/{goal}/checkins", b'{"value":10}')
    postgres.seed(goal, *data)
    # A total: its place in the measures that take turns is the first.
    asked = f"{ID_PREFIX}{ID_FIRST + GOALS // 2}"
    answer = json.loads(fetch(f"{goals.url}/api/v1/goals/{asked}"))
    if answer["id"] != asked or answer["title"] != f"Goal {GOALS // 2}":
        raise BenchError(f"Goals answers {answer}")
    statements = postgres.statements(goals.url + path(asked), body and body.encode())
    if body:
        [values] = [values for sql, values in statements if "INSERT INTO check_ins" in sql]
        statements = [(CHECK_IN, {number: value for number, value in values.items() if number <= 9})]
    script, variables = postgres.pgbench_script(statements, None if name == "list" else asked)
    environment = {"ID_PREFIX": ID_PREFIX, "ID_FIRST": str(ID_FIRST)}
    if name != "list":
        environment["GOALS"] = str(GOALS)
    if body:
        environment["CHECK_IN"] = body
    (bench.scratch / STATEMENTS).write_text(json.dumps({"statements": postgres.typed(statements), "goal": asked, "list": LIST}))
    servers = [goals, *bench.servers(["Express"], LIST if name == "list" else f"/api/v1/goals/{asked}")]

    def served(server, seconds):
        before = cpu_seconds(postgres.pid)
        result = wrk(server, LIST if name == "list" else "/", bench.options, seconds, environment)
        return result | {"postgres": (cpu_seconds(postgres.pid) - before) / (result["rate"] * seconds) * 1e6}

    def pgbench(clients, seconds):
        # It says how far it is once a second, and its beginning is left out.
        seconds = max(3, seconds)
        rate, cpu, latencies = postgres.pgbench(script, variables, clients, seconds)
        return {"rate": rate, "postgres": cpu, "p50": latencies[len(latencies) // 2], "p99": latencies[len(latencies) * 99 // 100]}

    entries = [(server.name, functools.partial(served, server)) for server in servers]
    entries += [(f"pgbench, {count} clients", functools.partial(pgbench, count)) for count in (bench.options.connections, CORES)]
    return {"entries": bench.rounds(name, entries)}
