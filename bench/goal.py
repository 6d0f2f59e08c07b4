"""The case of a goal from Postgres: Goals against pgbench with the same statements."""

import functools
import json

from load import wrk
from peers import CORES
from postgres import GOALS, ID_FIRST, ID_PREFIX
from processes import BenchError, cpu_seconds, fetch


def read(bench):
    postgres = bench.postgres
    [goals] = bench.servers(["Goals"], "/readyz")
    goal = json.loads(fetch(
        f"{goals.url}/api/v1/goals",
        b'{"title":"Run","measure":{"type":"number","unit":"km","target":500},"start":"2026-01-01","due":"2200-12-31"}'))["id"]
    fetch(f"{goals.url}/api/v1/goals/{goal}/checkins", b'{"value":10}')
    postgres.seed(goal)
    asked = f"{ID_PREFIX}{ID_FIRST + GOALS // 2}"
    answer = json.loads(fetch(f"{goals.url}/api/v1/goals/{asked}"))
    if answer["id"] != asked or answer["title"] != f"Goal {GOALS // 2}":
        raise BenchError(f"Goals answers {answer}")
    statements = postgres.statements(f"{goals.url}/api/v1/goals/{asked}")
    script, variables = postgres.pgbench_script(statements, asked)
    environment = {"GOALS": str(GOALS), "ID_PREFIX": ID_PREFIX, "ID_FIRST": str(ID_FIRST)}

    def ours(seconds):
        before = cpu_seconds(postgres.pid)
        result = wrk(goals, "/", bench.options, seconds, environment)
        return result | {"postgres": (cpu_seconds(postgres.pid) - before) / (result["rate"] * seconds) * 1e6}

    def pgbench(clients, seconds):
        # It says how far it is once a second, and its beginning is left out.
        seconds = max(3, seconds)
        rate, cpu, latencies = postgres.pgbench(script, variables, clients, seconds)
        return {"rate": rate, "postgres": cpu, "p50": latencies[len(latencies) // 2], "p99": latencies[len(latencies) * 99 // 100]}

    entries = [("Goals", ours)]
    entries += [(f"pgbench, {count} clients", functools.partial(pgbench, count)) for count in (bench.options.connections, CORES)]
    return {"entries": bench.rounds("read", entries)}
