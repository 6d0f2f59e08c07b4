"""The cases, by the names that scripts/bench takes. Each starts its servers afresh, so that memory is that of this case alone."""

from crowd import idle, slow
from load import generate, share_of_peak, wrk
from peers import OURS, PLAIN
from storm import sign_in
from store import check_in, list_page, read

# nginx has nothing of its own that answers with what was sent.
ECHOING = [name for name in PLAIN if name != "nginx"]


def _with_wrk(name, path, servers=PLAIN, environment=None):
    def run(bench):
        def entry(server):
            return server.name, lambda seconds: wrk(server, path, bench.options, seconds, environment)

        return {"entries": bench.rounds(name, [entry(server) for server in bench.servers(servers, path)])}

    return run


def _generated(name, mode):
    """Tiny JSON in a way that wrk does not know."""
    def run(bench):
        def entry(server):
            return server.name, lambda seconds: generate(server, "/livez", bench.options, seconds, mode)

        return {"entries": bench.rounds(name, [entry(server) for server in bench.servers(PLAIN, "/livez")])}

    return run


def _half(bench):
    """Tiny JSON at one rate for all: half of what the slower of ours and nginx can do."""
    servers = bench.servers(PLAIN, "/livez")
    rate = share_of_peak([server for server in servers if server.name in (OURS, "nginx")], bench.options, 1 / 2)

    def entry(server):
        return server.name, lambda seconds: generate(server, "/livez", bench.options, seconds, f"rate={rate}")

    return {"rate": rate, "entries": bench.rounds("half", [entry(server) for server in servers])}


CASES = {
    "tiny": _with_wrk("tiny", "/livez", ["HTTPKit", "Goals", *PLAIN[1:]]),
    "small": _with_wrk("small", "/small.txt"),
    "large": _with_wrk("large", "/large.txt"),
    "echo": _with_wrk("echo", "/echo", ECHOING, {"POST": "1000"}),
    "pipelined": _generated("pipelined", "depth=16"),
    "close": _generated("close", "close"),
    "half": _half,
    "idle": idle,
    "slow": slow,
    "read": read,
    "list": list_page,
    "checkin": check_in,
    "signin": sign_in,
}
