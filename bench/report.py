"""The tables, and the facts of the machine that they hold for."""

import datetime
import os
import platform
import re
from pathlib import Path

from peers import CORES
from processes import BenchError, run

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def machine(options):
    """What the figures hold for, as it is before anything is measured."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    with_stderr = f"{options.nginx} -v 2>&1"
    versions = {
        "Swift": re.search(r"version (\S+)", run("swift", "--version"))[1],
        "nginx": run("sh", "-c", with_stderr).strip().rpartition("/")[2],
        "Hummingbird": re.search(r'exact: "(.*)"', (Path(__file__).parent / "peers/hummingbird-peer/Package.swift").read_text())[1],
        "Node": run(options.node, "--version").strip().lstrip("v"),
        "Postgres": run("pgbench", "--version").split()[2],
    }
    return {
        "commit": run("git", "-C", Path(__file__).parent, "describe", "--always", "--dirty").strip(),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "command": f"ROUNDS={options.rounds} SECONDS_EACH={options.seconds} CONNECTIONS={options.connections} make bench",
        "connections": options.connections,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "cpu": f"{cpu[1] if cpu else platform.machine()}, {CORES} cores, {memory:.0f} GiB",
        "kernel": platform.release(),
        "versions": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _table(head, rows):
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    lines = []
    for row in [head, rule, *rows]:
        cells = [cell.ljust(width) if not index else cell.rjust(width) for index, (cell, width) in enumerate(zip(row, widths, strict=True))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cpu(result, key):
    low, high = result["spread"][key]
    return f"{result[key]:.1f} ({low:.1f}–{high:.1f})"


def _milliseconds(microseconds):
    return f"{microseconds / 1000:.2f}"


def _tiny(results):
    ours = results["Goals"]
    rows = [
        [
            name, f"{result['rate']:,.0f}", f"{result['rate'] / ours['rate']:.2f}", _cpu(result, "cpu"),
            f"{result['cpu'] / ours['cpu']:.2f}", _milliseconds(result["p50"]), _milliseconds(result["p99"]),
        ]
        for name, result in results.items()
    ]
    return _table(["server", "requests/s", "÷ ours", "CPU µs/request", "÷ ours", "p50 ms", "p99 ms"], rows)


def _read(results):
    ours = results["Goals"]
    rows = [
        [
            name, f"{result['rate']:,.0f}", f"{result['rate'] / ours['rate']:.2f}",
            _cpu(result, "cpu") if "cpu" in result else "–", _cpu(result, "postgres"), f"{result['postgres'] / ours['postgres']:.2f}",
            _milliseconds(result["p50"]), _milliseconds(result["p99"]),
        ]
        for name, result in results.items()
    ]
    head = ["client of Postgres", "requests/s", "÷ ours", "CPU µs/request", "Postgres CPU µs/request", "÷ ours", "p50 ms", "p99 ms"]
    return _table(head, rows)


def _goals(tiny, read):
    """What we aim at, and how far we are."""
    ours = tiny["Goals"]["cpu"]
    aims = [
        ("CPU of nginx `return 200` on tiny JSON", ours / tiny["nginx, `return 200`"]["cpu"], 1.15, False),
        ("CPU of Hummingbird on tiny JSON", ours / tiny["Hummingbird"]["cpu"], 0.5, False),
    ] + [(f"rate of {name} on a goal", read["Goals"]["rate"] / read[name]["rate"], 0.7, True) for name in read if name != "Goals"]
    return "\n".join(
        f"- {name}: {share:.2f} of it, aim {'≥' if is_least else '≤'} {aim}: "
        f"{'met' if (share >= aim if is_least else share <= aim) else '**missed**'}"
        for name, share, aim, is_least in aims)


def text(facts, results):
    return f"""\
{facts['date']}, commit {facts['commit']}, `{facts['command']}`:
{facts['connections']} connections, medians of {facts['rounds']} rounds of {facts['seconds']} s.
{facts['cpu']}, Linux {facts['kernel']}, load before the run {facts['load']}. {facts['versions']}.

### Tiny JSON

{_tiny(results['tiny'])}

### A goal from Postgres

{_read(results['read'])}

### Aims

{_goals(results['tiny'], results['read'])}
"""


def write(document, content):
    """Puts the tables between the document's markers."""
    before, begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BenchError(f"{document} has no place for the tables: {BEGIN} … {END}")
    document.write_text(f"{before}{BEGIN}\n{content}{END}{after}", encoding="utf-8")
