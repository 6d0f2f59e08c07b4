"""Processes: starting and stopping them, and what they cost."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


class BenchError(Exception):
    """Something that makes a measurement worthless, told in one line."""


def run(*command, **options):
    """A command's output; its failure ends the run."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    if result.returncode != 0:
        raise BenchError(f"{command[0]} failed: {(result.stderr or result.stdout).strip()[-1500:]}")
    return result.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url, data=None):
    """An answer's body; any status but 2xx ends the run."""
    headers = {"Content-Type": "application/json"} if data else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers), timeout=10) as answer:
            return answer.read().decode()
    except OSError as error:
        raise BenchError(f"{url} does not answer as it should: {error}") from error


def _stat(pid):
    """A process's parent, its own ticks, and those of the children that it has buried."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    user, system, dead_user, dead_system = map(int, fields[11:15])
    return int(fields[1]), user + system, dead_user + dead_system


def _family(root):
    """What `_stat` says of a process and of everything below it."""
    stats = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stats[int(name)] = _stat(name)
            except (FileNotFoundError, ProcessLookupError):
                pass  # Ended meanwhile.
    if root not in stats:
        raise BenchError(f"process {root} has ended")
    family = {root}
    while True:
        more = {pid for pid, stat in stats.items() if stat[0] in family} - family
        if not more:
            return {pid: stats[pid] for pid in family}
        family |= more


def cpu_seconds(root):
    """User and system time of a process and everything below it, the ended included."""
    return sum(own + dead for _, own, dead in _family(root).values()) / TICKS


def memory(root):
    """Resident megabytes of a process and everything below it, with what they share counted once.

    That is their shares of anonymous pages, and the other pages of the one that has most of them: all map the same files.
    """
    anonymous, mapped = 0, 0
    for pid in _family(root):
        with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
            fields = dict(re.findall(r"^(\w+): +(\d+) kB$", file.read(), re.MULTILINE))
        anonymous += int(fields["Pss_Anon"])
        mapped = max(mapped, int(fields["Rss"]) - int(fields["Anonymous"]))
    return (anonymous + mapped) * 1024 / 1e6


def descriptors(root):
    """Open descriptors of a process and everything below it."""
    return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in _family(root))


@contextlib.contextmanager
def real_time(roots):
    """Lets processes, everything below them and what is started meanwhile run before all others, if this is allowed; says whether it is.

    A thread that is woken then has a core within microseconds, whatever else the machine does.
    """
    usual, urgent = (os.SCHED_OTHER, os.sched_param(0)), (os.SCHED_RR, os.sched_param(10))
    try:
        for pid in [pid for root in roots for pid in _family(root)]:
            for thread in os.listdir(f"/proc/{pid}/task"):
                os.sched_setscheduler(int(thread), *urgent)
        os.sched_setscheduler(0, *urgent)
    except PermissionError:
        yield False
        return
    try:
        yield True
    finally:
        os.sched_setscheduler(0, *usual)


class Server:
    """A server on loopback, started here, with its output in a file."""

    def __init__(self, name, command, port, log, environment=None):
        self.name = name
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})}, start_new_session=True)

    @property
    def pid(self):
        return self.process.pid

    def wait_until_ready(self, path, seconds=20):
        deadline = time.monotonic() + seconds
        while True:
            try:
                return fetch(self.url + path)
            except BenchError:
                if self.process.poll() is None and time.monotonic() < deadline:
                    time.sleep(0.1)
                    continue
                with open(self.log, encoding="utf-8", errors="replace") as log:
                    raise BenchError(f"{self.name} does not start: {log.read()[-1500:]}") from None

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
