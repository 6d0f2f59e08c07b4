"""Measures HTTPKit, Goals and their peers in turns on loopback, and writes the tables of docs/benchmarks.md. Called by scripts/bench."""

import argparse
import functools
import json
import resource
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

import machine
import report
from cases import CASES
from crowd import CROWD
from peers import PEERS, TINY, write_files
from postgres import Postgres
from processes import BenchError, fetch

ROOT = Path(__file__).parent.parent
PROGRAMS = ["goals", "httpkit", "hummingbird", "flyingfox", "nginx", "h2o", "node", "load-generator", "crowd-client"]
FOLDERS = ["node-modules"]


class Bench:
    """What the cases have in common: the options, the files that are served, Postgres, and the servers that run."""

    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.files = scratch / "files"
        write_files(self.files)
        self.running = []

    @functools.cached_property
    def postgres(self):
        return Postgres(ROOT, ROOT / "scripts/postgres", self.scratch)

    def servers(self, names, path):
        """Starts servers, and checks what each answers."""
        echoed = "x" * 1_000 if path == "/echo" else None
        expected = {"/livez": TINY, "/echo": echoed}
        found = []
        for name in names:
            server = PEERS[name](self)
            self.running.append(server)
            found.append(server)
            server.wait_until_ready("/livez" if echoed else path)
            answer = fetch(server.url + path, echoed and echoed.encode())
            if path.endswith(".txt"):
                expected[path] = (self.files / path[1:]).read_text()
            if path in expected and answer != expected[path]:
                raise BenchError(f"{name} answers {answer[:200]!r} instead of {expected[path][:200]!r}")
        return found

    def stop_servers(self):
        while self.running:
            self.running.pop().stop()

    def stop(self):
        self.stop_servers()
        if "postgres" in self.__dict__:
            try:
                self.postgres.stop()
            except BenchError as error:
                print(f"bench: {error}", file=sys.stderr)

    def run(self, names):
        results = {}
        for name in names:
            results[name] = CASES[name](self)
            self.stop_servers()
        return results

    def rounds(self, title, entries, rounds=None, warm_up=1):
        """The medians of each (name, measure(seconds)). They take turns, so that what else the machine does meets all alike."""
        rounds = rounds or self.options.rounds
        if warm_up:
            for _, measure in entries:
                measure(warm_up)
        found = {name: [] for name, _ in entries}
        for number in range(rounds):
            for name, measure in entries:
                result = measure(self.options.seconds)
                found[name].append(result)
                print(f"{title} {number + 1}/{rounds} {name}: " + report.line(result), file=sys.stderr)
        return {name: self.median(results) for name, results in found.items()}

    @staticmethod
    def median(rounds):
        medians = {key: statistics.median(result[key] for result in rounds) for key in rounds[0]}
        medians["spread"] = {key: [min(result[key] for result in rounds), max(result[key] for result in rounds)] for key in rounds[0]}
        return medians


def allow_descriptors():
    """For this process and all that it starts: a connection takes one at each end."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard != resource.RLIM_INFINITY and hard < CROWD + 500:
        raise BenchError(f"a process may have only {hard} descriptors, and {CROWD} connections need more: ulimit -Hn")


def parse():
    parser = argparse.ArgumentParser()
    for name in PROGRAMS + FOLDERS + ["document", "results"]:
        parser.add_argument(f"--{name}", required=True, type=Path)
    for name in ("rounds", "seconds", "connections"):
        parser.add_argument(f"--{name}", required=True, type=int)
    parser.add_argument("cases", nargs="*", metavar="case", help=", ".join(CASES))
    options = parser.parse_args()
    if unknown := [name for name in options.cases if name not in CASES]:
        sys.exit(f"bench: no case \"{unknown[0]}\"; there are {', '.join(CASES)}")
    # Each round of these takes long, and they are steady.
    options.crowd_rounds = (options.rounds + 1) // 2
    return options


def main():
    options = parse()
    # So that the servers are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    facts = machine.facts(options)
    scratch = Path(tempfile.mkdtemp(prefix="goals-bench."))
    # Postgres, nginx and h2o may have users of their own.
    scratch.chmod(0o755)
    bench = Bench(options, scratch)
    started = time.monotonic()
    try:
        allow_descriptors()
        results = bench.run(options.cases or list(CASES))
    except BenchError as error:
        sys.exit(f"bench: {error}")
    finally:
        bench.stop()
        shutil.rmtree(scratch, ignore_errors=True)
    facts["took"] = f"{time.monotonic() - started:.0f} s"
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "latest.json").write_text(json.dumps({"machine": facts, "cases": results}, indent=2) + "\n")
    text = report.text(facts, results)
    print(text)
    if options.cases:
        print(f"{options.document} holds whole runs only, and stays as it is.", file=sys.stderr)
    else:
        report.write(options.document, text)


if __name__ == "__main__":
    main()
