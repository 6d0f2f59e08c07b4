"""The servers that are measured, each with its own way to be started: `PEERS[name](bench)`."""

import os
import pwd
from pathlib import Path

from processes import Server, free_port

HERE = Path(__file__).parent
CORES = len(os.sched_getaffinity(0))
# What Goals asks of Postgres, for Express to ask the same.
STATEMENTS = "statements.json"
TINY = '{"status":"ok"}'
# In lines that compress as pages do: some servers keep a compressed copy. Nothing here asks for one.
FILES = {"small.txt": 1_000, "large.txt": 100_000}


def write_files(directory):
    directory.mkdir()
    for name, size in FILES.items():
        text = "".join(f"{number:06}: the quick brown fox jumps over the lazy dog\n" for number in range(size // 50))
        (directory / name).write_text(text.ljust(size, "."))


def _configuration(bench, name, port):
    """A configuration file of bench/peers with its @NAMES@ filled in."""
    user = pwd.getpwuid(os.getuid()).pw_name
    # Only root may and must say who h2o runs as.
    run_as = f"user: {user}" if os.getuid() == 0 else ""
    values = {"DIR": bench.scratch, "FILES": bench.files, "PORT": port, "CORES": CORES, "USER": user, "RUN_AS": run_as}
    text = (HERE / "peers" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", str(value))
    configuration = bench.scratch / name
    configuration.write_text(text, encoding="utf-8")
    return configuration


def _server(bench, name, port, *command, environment=None):
    return Server(name, command, port, bench.scratch / f"{name}.log", environment)


def goals(bench, name="Goals", environment=None):
    port = free_port()
    return _server(bench, name, port, bench.options.goals, environment={
        "HOST": "127.0.0.1", "PORT": str(port), "PUBLIC_DIR": str(HERE.parent / "Public"), "LOG_FORMAT": "text",
        "DB_SERVER": f"127.0.0.1:{bench.postgres.port}", "DB_DATABASE": "goals", "DB_USER": "goals", "GOALS_AUTH": "none",
        "WORKERS": str(CORES), **(environment or {}),
    })


def goals_with_accounts(bench):
    return goals(bench, "Goals with accounts", {"GOALS_AUTH": "password", "RATE_LIMITS": "off"})


def httpkit(bench):
    port = free_port()
    return _server(bench, "HTTPKit", port, bench.options.httpkit, port, CORES, bench.files)


def nginx(bench):
    port = free_port()
    # The first log is opened before the configuration is read.
    return _server(
        bench, "nginx", port, bench.options.nginx, "-e", bench.scratch / "nginx-error.log", "-c", _configuration(bench, "nginx.conf", port))


def h2o(bench):
    port = free_port()
    return _server(bench, "h2o", port, bench.options.h2o, "-c", _configuration(bench, "h2o.conf", port))


def hummingbird(bench):
    port = free_port()
    return _server(bench, "Hummingbird", port, bench.options.hummingbird, port, bench.files)


def flyingfox(bench):
    port = free_port()
    return _server(bench, "FlyingFox", port, bench.options.flyingfox, port, bench.files)


def node(bench):
    port = free_port()
    return _server(bench, "Node", port, bench.options.node, HERE / "peers/node.js", port, CORES, bench.files)


def express(bench):
    port = free_port()
    return _server(
        bench, "Express", port, bench.options.node, HERE / "peers/express.js", port, CORES, bench.postgres.port, bench.scratch / STATEMENTS,
        environment={"NODE_ENV": "production", "NODE_PATH": str(bench.options.node_modules)})


OURS = "HTTPKit"
PEERS = {
    OURS: httpkit, "Goals": goals, "nginx": nginx, "h2o": h2o, "Hummingbird": hummingbird, "FlyingFox": flyingfox, "Node": node,
    "Express": express, "Goals with accounts": goals_with_accounts,
}
# Those that need no database.
PLAIN = [name for name in PEERS if name not in ("Goals", "Goals with accounts", "Express")]
