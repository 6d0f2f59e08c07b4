"""Sends a server of ours a million requests of every kind and fails when memory, descriptors or connections do not come back to where
they were after the warm-up. Called by scripts/leak-check."""

import argparse
import http.client
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from processes import BenchError, Server, fetch, free_port

ROOT = Path(__file__).parent.parent
# Requests of each kind in a round.
MIXES = {"keep-alive": 15_000, "pipelined": 15_000, "close": 15_000, "files": 30_000, "bodies": 20_000}
HEADS = 2_000
ABORTED = 2_000
WARM_UP_ROUNDS = 3
# What the allocator may keep more or less of the same load: four bytes for each of the million requests.
TOLERANCE = 4 * 1024 * 1024
SECONDS_TO_SETTLE = 10
SECONDS_FOR_A_MIX = 60


class Sample:
    """What a server holds at one moment, that of the connection that asks left out."""

    HEADINGS = f"{'requests':>10} {'RSS MiB':>9} {'PSS MiB':>9} {'anon MiB':>9} {'descriptors':>12} {'connections':>12}"

    def __init__(self, server, asker):
        asker.request("GET", "/metrics")
        page = asker.getresponse().read().decode()
        with open(f"/proc/{server.pid}/smaps_rollup", encoding="utf-8") as file:
            sizes = {name: int(size) * 1024 for name, size in re.findall(r"^(\w+): +(\d+) kB$", file.read(), re.MULTILINE)}
        self.resident, self.proportional, self.anonymous = sizes["Rss"], sizes["Pss"], sizes["Anonymous"]
        self.descriptors = len(os.listdir(f"/proc/{server.pid}/fd")) - 1
        self.requests = int(re.search(r"^goals_http_requests_total (\d+)$", page, re.MULTILINE)[1])
        self.connections = int(re.search(r"^goals_http_connections (\d+)$", page, re.MULTILINE)[1]) - 1

    def __str__(self):
        sizes = " ".join(f"{size / 1024 / 1024:9.2f}" for size in (self.resident, self.proportional, self.anonymous))
        return f"{self.requests:10} {sizes} {self.descriptors:12} {self.connections:12}"


class Load:
    """Sends a server requests of every kind, and looks at what it holds."""

    def __init__(self, server):
        self.server = server
        self.asker = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        self.asset = re.search(r'"(/assets/[^/"]+)/', fetch(server.url + "/"))[1] + "/large.css"
        with urllib.request.urlopen(server.url + "/", timeout=10) as answer:
            self.tag = answer.headers["ETag"]

    def sample(self):
        return Sample(self.server, self.asker)

    def settled(self):
        """A sample taken when no connection is open, or at the end of the time for that."""
        deadline = time.monotonic() + SECONDS_TO_SETTLE
        while True:
            sample = self.sample()
            if sample.connections == 0 or time.monotonic() > deadline:
                return sample
            time.sleep(0.1)

    def send_round(self):
        for mix, count in MIXES.items():
            self.send(mix, count)
        self.ask_for_heads()
        self.abort()

    def send(self, mix, count):
        """Lets wrk send at least `count` requests; it knows times alone, so it is stopped."""
        end = self.sample().requests + count
        deadline = time.monotonic() + SECONDS_FOR_A_MIX
        script = ROOT / "bench/leaks.lua"
        command = ["wrk", "-t", "2", "-c", "32", "-d", f"{2 * SECONDS_FOR_A_MIX}s", "-s", str(script), self.server.url]
        environment = {**os.environ, "MIX": mix, "ASSET": self.asset, "TAG": self.tag}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as client:
            try:
                while self.sample().requests < end:
                    if time.monotonic() > deadline or client.poll() is not None:
                        raise BenchError(f"{mix}: {count} requests were not made in {SECONDS_FOR_A_MIX} s")
                    time.sleep(0.02)
            finally:
                client.send_signal(signal.SIGINT)
                output = client.communicate()[0]
        if trouble := re.search(r"Socket errors: .*", output):
            raise BenchError(f"{mix}: {trouble[0]}")

    def ask_for_heads(self):
        """HEAD, pipelined, by clients that have closed their half when the answers come."""
        ask = b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
        for _ in range(HEADS // 20):
            with self.connect() as client:
                client.sendall(ask * 20)
                client.shutdown(socket.SHUT_WR)
                answers = client.makefile("rb").read()
            if answers.count(b"HTTP/1.1 200 OK\r\n") != 20:
                raise BenchError(f"20 times HEAD were answered {answers[-500:]!r}")

    def abort(self):
        """Connections that break off wherever they can."""
        post = b"POST /api/v1/goals HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        beginnings = [
            b"",
            b"GET / HT",
            b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
            post + b"Content-Length: 1000\r\n\r\n{",
            post + b"Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n",
            post + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a",
            # Answers that nobody reads.
            f"GET {self.asset} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 40,
        ]
        for number in range(ABORTED):
            client = self.connect()
            client.sendall(beginnings[number % len(beginnings)])
            # Every other time the server has seen what there is before it ends; every third time it ends in good order.
            if number % 2:
                time.sleep(0.0005)
            if number % 3:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client


def check(server, requests):
    load = Load(server)
    print(Sample.HEADINGS, flush=True)
    for _ in range(WARM_UP_ROUNDS):
        load.send_round()
        first = last = load.settled()
        print(f"{last}  warm-up", flush=True)
    while last.requests - first.requests < requests:
        load.send_round()
        last = load.settled()
        print(last, flush=True)

    growth = last.resident - first.resident
    sent = last.requests - first.requests
    print(f"RSS {growth / 1024:+.0f} KiB in {sent} requests, {growth / sent:+.2f} bytes each; allowed {TOLERANCE // 1024} KiB")
    problems = []
    if growth > TOLERANCE:
        problems.append(f"resident memory has grown by {growth} bytes")
    if last.descriptors > first.descriptors:
        problems.append(f"{last.descriptors - first.descriptors} more descriptors are open")
    if last.connections:
        problems.append(f"{last.connections} connections are open that nobody holds")
    if problems:
        raise BenchError("; ".join(problems))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", required=True)
    parser.add_argument("--requests", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goals-leaks.") as scratch:
        port = free_port()
        # One asset more, so large that its bytes do not come from memory.
        public = Path(shutil.copytree(ROOT / "Public", f"{scratch}/public"))
        (public / "assets/large.css").write_text("body { color: #123456 }\n" * 4000, encoding="ascii")
        environment = {
            "HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": f"{scratch}/data", "PUBLIC_DIR": str(public), "WORKERS": "2",
            "LOG_FORMAT": "json", "LOG_LEVEL": "warning"}
        server = Server("Goals", [options.goals], port, f"{scratch}/log", environment)
        try:
            server.wait_until_ready("/readyz")
            check(server, options.requests)
        except BenchError as error:
            print(f"leak-check: {error}", file=sys.stderr)
            return 1
        finally:
            server.stop()
    return 0


sys.exit(main())
