"""The case in which 200 people sign in all at once while others go on working."""

import contextlib
import json
import threading
import urllib.error
import urllib.request

from load import generate, wrk
from processes import BenchError, fetch

PEOPLE = 200
AMID = ", amid sign-ins"
# Answered for whoever asks, with a look into the database.
ORDINARY = "/api/v1/session"
ACCOUNT = {"email": "ada@example.org", "password": "a password of some length"}


class Storm:
    """People who sign in again and again, each when they have had an answer, or have been told to come back later."""

    def __init__(self, url):
        self.url = url
        self.ended = threading.Event()
        self.signed_in = self.put_off = self.failed = 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._sign_in) for _ in range(PEOPLE)]

    def _sign_in(self):
        while not self.ended.is_set():
            request = urllib.request.Request(
                f"{self.url}/api/v1/session", json.dumps(ACCOUNT).encode(), {"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request, timeout=60) as response:
                    status = response.status
            except urllib.error.HTTPError as error:
                status = error.code
            except OSError:
                status = 0
            with self.lock:
                self.signed_in += status == 201
                self.put_off += status == 503
                self.failed += status not in (201, 503)
            if status != 201:
                self.ended.wait(1)


@contextlib.contextmanager
def storm(url):
    found = Storm(url)
    for thread in found.threads:
        thread.start()
    try:
        yield found
    finally:
        found.ended.set()
        for thread in found.threads:
            thread.join(60)


def sign_in(bench):
    """Ordinary requests at a quarter of what could be, without and with 200 people who sign in."""
    [server] = bench.servers(["Goals with accounts"], "/readyz")
    fetch(f"{server.url}/api/v1/accounts", json.dumps({**ACCOUNT, "name": "Ada"}).encode())
    rate = round(wrk(server, ORDINARY, bench.options, bench.options.seconds)["rate"] / 4)
    latest = {}

    def alone(seconds):
        latest["p99"] = (result := generate(server, ORDINARY, bench.options, seconds, f"rate={rate}"))["p99"]
        return result

    def amid(seconds):
        with storm(server.url) as people:
            result = generate(server, ORDINARY, bench.options, seconds, f"rate={rate}")
        if people.failed:
            raise BenchError(f"{people.failed} people could neither sign in nor were asked to come back")
        # Compared with the turn just before, which had the same machine.
        return result | {"slowdown": result["p99"] / latest["p99"], "signed_in": people.signed_in / seconds}

    entries = [("Goals", alone), (f"Goals{AMID}", amid)]
    return {"rate": rate, "entries": bench.rounds("signin", entries)}
