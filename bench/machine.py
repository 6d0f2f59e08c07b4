"""The facts that the figures hold for."""

import datetime
import os
import platform
import re
from pathlib import Path

from peers import CORES
from processes import run

HERE = Path(__file__).parent


def _pinned(peer):
    return re.search(r'exact: "(.*)"', (HERE / f"peers/{peer}/Package.swift").read_text(encoding="utf-8"))[1]


def _versions(options):
    with_stderr = f"{options.nginx} -v 2>&1"
    return {
        "Swift": re.search(r"version (\S+)", run("swift", "--version"))[1],
        "nginx": run("sh", "-c", with_stderr).strip().rpartition("/")[2],
        "h2o": re.search(r"version (\S+)", run(options.h2o, "--version"))[1],
        "Hummingbird": _pinned("hummingbird-peer"),
        "FlyingFox": _pinned("flyingfox-peer"),
        "Node": run(options.node, "--version").strip().lstrip("v"),
        "Postgres": run("pgbench", "--version").split()[2],
    }


def facts(options):
    """The machine as it is before anything is measured."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {
        "commit": run("git", "-C", HERE, "describe", "--always", "--dirty").strip(),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "command": f"ROUNDS={options.rounds} SECONDS_EACH={options.seconds} CONNECTIONS={options.connections} "
        + " ".join(["scripts/bench", *options.cases] if options.cases else ["make bench"]),
        "connections": options.connections,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "cpu": f"{cpu[1] if cpu else platform.machine()}, {CORES} cores, {memory:.0f} GiB",
        "kernel": platform.release(),
        "versions": ", ".join(f"{name} {version}" for name, version in _versions(options).items()),
        "load": f"{os.getloadavg()[0]:.1f}",
    }
