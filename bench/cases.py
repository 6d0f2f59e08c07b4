"""The cases, by the names that scripts/bench takes. Each starts its servers afresh, so that memory is that of this case alone."""

from crowd import idle, slow
from goal import read
from load import half_rate, open_loop, wrk
from peers import OURS, PEERS

ALL = [name for name in PEERS if name != "Goals"]
# nginx has nothing of its own that answers with what was sent.
ECHOING = [name for name in ALL if name != "nginx"]


def _closed_loop(name, path, servers=ALL, environment=None):
    """A case in which each connection asks again when it has its answer."""
    def run(bench):
        def entry(server):
            return lambda seconds: wrk(server, path, bench.options.connections, seconds, environment)

        return {"entries": bench.rounds(name, [(server.name, entry(server)) for server in bench.servers(servers, path)])}

    return run


def _half(bench):
    """Tiny JSON at one rate for all: half of what the slower of ours and nginx can do."""
    options = bench.options
    servers = bench.servers(ALL, "/livez")
    rate = half_rate([server for server in servers if server.name in (OURS, "nginx")], options.connections, options.seconds)

    def entry(server):
        return lambda seconds: open_loop(options.open_loop, server, "/livez", options.connections, rate, seconds)

    return {"rate": rate, "entries": bench.rounds("half", [(server.name, entry(server)) for server in servers])}


CASES = {
    "tiny": _closed_loop("tiny", "/livez", list(PEERS)),
    "small": _closed_loop("small", "/small.txt"),
    "large": _closed_loop("large", "/large.txt"),
    "echo": _closed_loop("echo", "/echo", ECHOING, {"POST": "1000"}),
    "pipelined": _closed_loop("pipelined", "/livez", environment={"PIPELINE": "16"}),
    "close": _closed_loop("close", "/livez", environment={"CLOSE": "1"}),
    "half": _half,
    "idle": idle,
    "slow": slow,
    "read": read,
}
