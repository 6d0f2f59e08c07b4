"""Measures Goals and its peers in turns on loopback, and writes the tables of docs/benchmarks.md. Called by scripts/bench."""

import argparse
import functools
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

import peers
import report
from postgres import GOALS, ID_FIRST, ID_PREFIX, Postgres
from processes import BenchError, cpu_seconds, fetch, run

ROOT = Path(__file__).parent.parent


def wrk(server, path, connections, seconds, environment=None):
    """Requests a second, CPU microseconds of the server for each, p50 and p99 in microseconds."""
    before = cpu_seconds(server.pid)
    output = run(
        "wrk", "--latency", "-t", peers.CORES, "-c", connections, "-d", f"{seconds}s", "-s", ROOT / "bench/wrk.lua", server.url + path,
        env={**os.environ, **(environment or {})})
    cpu = cpu_seconds(server.pid) - before
    requests, duration, p50, p99, refused, broken = map(int, output.rpartition("RESULT ")[2].split())
    if refused or broken or requests == 0:
        raise BenchError(f"{server.name}: of {requests} requests {refused} had no 2xx answer and {broken} none\n{output}")
    return {"rate": requests / duration * 1e6, "cpu": cpu / requests * 1e6, "p50": p50, "p99": p99}


class Bench:
    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.running = []

    def start(self, server, path, body=None):
        """Notes a started server, waits for it, and checks what it answers."""
        self.running.append(server)
        answer = server.wait_until_ready(path)
        if body is not None and answer != body:
            raise BenchError(f"{server.name} answers {answer!r} instead of {body!r}")
        return server

    def stop(self):
        for server in reversed(self.running):
            try:
                server.stop()
            except BenchError as error:
                print(f"bench: {error}", file=sys.stderr)

    def run(self):
        postgres = Postgres(ROOT, ROOT / "scripts/postgres", self.scratch)
        self.running.append(postgres)
        # In the order of the rounds: each contest is a list of (name, one measurement).
        goals = self.start(peers.goals(self.options.goals, postgres.port, self.scratch), "/readyz")
        contests = {"tiny": self.tiny(goals), "read": self.read(goals, postgres)}
        return {
            name: {entry: self.median(rounds) for entry, rounds in self.rounds(name, contest).items()}
            for name, contest in contests.items()
        }

    def tiny(self, goals):
        nginx = peers.nginx(self.options.nginx, self.scratch)
        self.start(nginx, "/livez", peers.TINY)
        entries = [
            ("Goals", goals, "/livez"),
            ("nginx, `return 200`", nginx, "/livez"),
            ("nginx, small file", nginx, "/status.json"),
            ("Hummingbird", self.start(peers.hummingbird(self.options.hummingbird, self.scratch), "/livez"), "/livez"),
            ("Node `http`, cluster", self.start(peers.node(self.options.node, self.scratch), "/livez"), "/livez"),
        ]
        for name, server, path in entries:
            if (answer := fetch(server.url + path)) != peers.TINY:
                raise BenchError(f"{name} answers {answer!r}")
        return [
            (name, lambda seconds, server=server, path=path: wrk(server, path, self.options.connections, seconds))
            for name, server, path in entries
        ]

    def read(self, goals, postgres):
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
            result = wrk(goals, "/", self.options.connections, seconds, environment)
            result["postgres"] = (cpu_seconds(postgres.pid) - before) / (result["rate"] * seconds) * 1e6
            return result

        def pgbench(clients, seconds):
            rate, cpu, latencies = postgres.pgbench(script, variables, clients, seconds)
            return {
                "rate": rate, "postgres": cpu, "p50": latencies[len(latencies) // 2], "p99": latencies[len(latencies) * 99 // 100],
            }

        clients = [self.options.connections, peers.CORES]
        return [("Goals", ours)] + [(f"pgbench, {count} clients", functools.partial(pgbench, count)) for count in clients]

    def rounds(self, title, contest):
        """Takes turns, so that what else the machine does meets all alike."""
        for _, measure in contest:
            measure(2)
        found = {name: [] for name, _ in contest}
        for number in range(self.options.rounds):
            for name, measure in contest:
                result = measure(self.options.seconds)
                found[name].append(result)
                costs = ", ".join(f"{key} {result[key]:.1f}" for key in ("cpu", "postgres") if key in result)
                print(f"{title} {number + 1}/{self.options.rounds} {name}: {result['rate']:.0f}/s, µs: {costs}", file=sys.stderr)
        return found

    @staticmethod
    def median(rounds):
        medians = {key: statistics.median(result[key] for result in rounds) for key in rounds[0]}
        medians["spread"] = {key: [min(result[key] for result in rounds), max(result[key] for result in rounds)] for key in rounds[0]}
        return medians


def main():
    parser = argparse.ArgumentParser()
    for name in ("goals", "hummingbird", "nginx", "node", "document", "results"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    for name in ("rounds", "seconds", "connections"):
        parser.add_argument(f"--{name}", required=True, type=int)
    options = parser.parse_args()
    # So that the servers are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    machine = report.machine(options)
    scratch = Path(tempfile.mkdtemp(prefix="goals-bench."))
    # Postgres and nginx have users of their own.
    scratch.chmod(0o755)
    bench = Bench(options, scratch)
    started = time.monotonic()
    try:
        results = bench.run()
    except BenchError as error:
        sys.exit(f"bench: {error}")
    finally:
        bench.stop()
        shutil.rmtree(scratch, ignore_errors=True)
    machine["took"] = f"{time.monotonic() - started:.0f} s"
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "latest.json").write_text(json.dumps({"machine": machine, **results}, indent=2) + "\n")
    text = report.text(machine, results)
    print(text)
    report.write(options.document, text)


if __name__ == "__main__":
    main()
