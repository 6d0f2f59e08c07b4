"""The private Postgres: its data, the statements that a request runs on it, and pgbench with the same."""

import re
import subprocess
import time

from peers import CORES
from processes import BenchError, cpu_seconds, fetch, run

GOALS = 1000
ID_PREFIX = "01890000-0000-7000-8000-"
ID_FIRST = 100_000_000_000

# One line of the server's log and those that go on with it, which begin with a tab.
STATEMENT = re.compile(r"LOG:  execute \S+: (.*(?:\n\t.*)*)(?:\n.*DETAIL:  parameters: (.*(?:\n\t.*)*))?")
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
TYPES = {
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "date": r"\d{4}-\d\d-\d\d",
    "timestamptz": r"\d{4}-\d\d-\d\d \d\d:.*",
    "bigint": r"-?\d+",
    "boolean": r"[tf]",
}


def _kind(literal):
    """The type of a value as the server's log writes it."""
    return next((kind for kind, pattern in TYPES.items() if re.fullmatch(pattern, literal[1:-1])), "text")


class Postgres:
    def __init__(self, root, script, scratch):
        self.script = script
        self.directory = scratch / "postgres"
        self.scratch = scratch
        self.root = root
        self.port = int(run(script, "start", self.directory).strip())
        with open(self.directory / "data/postmaster.pid", encoding="utf-8") as file:
            self.pid = int(file.readline())
        self.address = ["-h", "127.0.0.1", "-p", self.port, "-U", "goals"]

    def stop(self):
        run(self.script, "stop", self.directory)

    def sql(self, *commands):
        options = [option for command in commands for option in ("-c", command)]
        return run("psql", *self.address, "-d", "goals", "-XAtq", *options).strip()

    def seed(self, goal, days, others, other_days):
        """Makes the goals out of one that came through the API, in the place of all that are there; others have goals as well."""
        self.sql("DELETE FROM goals WHERE id <> '" + goal + "'", "DELETE FROM spaces WHERE name = 'Of others'")
        variables = {
            "goal": goal, "goals": GOALS, "days": days, "others": others, "otherdays": other_days, "prefix": ID_PREFIX, "first": ID_FIRST,
        }
        options = [option for name, value in variables.items() for option in ("-v", f"{name}={value}")]
        counts = run("psql", *self.address, "-d", "goals", "-XAtq", *options, "-f", self.root / "bench/seed.sql").split()
        if counts != [str(GOALS + others), str(GOALS * days + others * other_days)]:
            raise BenchError(f"the database holds {counts} goals and check-ins")

    def statements(self, url, body=None):
        """What a GET of `url`, or a POST of `body` to it, runs here: (SQL, parameters), as the server logs them."""
        log = self.directory / "server.log"
        self.sql("ALTER SYSTEM SET log_statement = 'all'", "ALTER SYSTEM SET log_parameter_max_length = -1", "SELECT pg_reload_conf()")
        time.sleep(0.5)
        start = log.stat().st_size
        fetch(url, body)
        time.sleep(0.2)
        text = log.read_bytes()[start:].decode()
        self.sql("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
        time.sleep(0.5)
        found = []
        for match in STATEMENT.finditer(text):
            values = {int(number): value for number, value in PARAMETER.findall(match[2] or "")}
            found.append((match[1].replace("\n\t", "\n"), values))
        return found

    @staticmethod
    def typed(statements):
        """The statements with a type at each parameter and without those that are null, for clients that tell Postgres no types."""
        found = []
        for sql, values in statements:
            kept = [number for number, literal in sorted(values.items()) if literal != "NULL"]
            places = {number: f"${place + 1}::{_kind(values[number])}" for place, number in enumerate(kept)}
            text = re.sub(r"\$(\d+)", lambda match: places.get(int(match[1]), "NULL"), sql)  # noqa: B023
            found.append((text, {place + 1: values[number] for place, number in enumerate(kept)}))
        return found

    def pgbench_script(self, statements, goal):
        """The statements for pgbench, with a goal at random where `goal` (if any) was asked for, and the values of the variables."""
        variables = {"prefix": ID_PREFIX}
        lines = [f"\\set number random({ID_FIRST}, {ID_FIRST + GOALS - 1})"]
        has_goal = False
        for index, (sql, values) in enumerate(statements):
            names = {}
            for number, literal in values.items():
                value = literal[1:-1].replace("''", "'")
                if literal == "NULL":
                    names[number] = "NULL"
                elif not value:
                    # pgbench has no empty variables.
                    names[number] = "''::text"
                elif value == goal:
                    names[number] = "(:prefix || :number)::uuid"
                    has_goal = True
                else:
                    # pgbench makes a parameter of each occurrence, so that each must tell its type.
                    kind = _kind(literal)
                    if "INSERT" in sql and kind == "uuid" and number == 2:
                        # The id of the new row.
                        names[number] = "gen_random_uuid()"
                        continue
                    names[number] = f":p{index}_{number}::{kind}"
                    variables[f"p{index}_{number}"] = value
            lines.append(re.sub(r"\$(\d+)", lambda match: names[int(match[1])], sql).strip() + ";")  # noqa: B023
        if goal and not has_goal:
            raise BenchError("the log of Postgres does not show the statement that reads a goal")
        script = self.scratch / "pgbench.sql"
        script.write_text("\n".join(lines) + "\n")
        return script, variables

    def pgbench(self, script, variables, connections, seconds):
        """Transactions a second, CPU microseconds of Postgres for each, and latencies of one in twenty, in microseconds.

        What comes in the first fifth is left out of the first two: connections are made, and each plans the statement anew five times.
        """
        command = ["pgbench", *self.address, "-n", "-M", "prepared", "-c", connections, "-j", CORES, "-T", seconds, "-f", script]
        command += ["-l", "--sampling-rate", 0.05, "--log-prefix", self.scratch / "pgbench-log", "-P", 1]
        for name, value in variables.items():
            command += ["-D", f"{name}={value}"]
        start = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in [*command, "goals"]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        time.sleep(max(1, seconds * 0.2))
        cpu, at = cpu_seconds(self.pid), time.monotonic()
        time.sleep(max(0, start + seconds * 0.9 - at))
        cpu, window = cpu_seconds(self.pid) - cpu, time.monotonic() - at
        output, _ = process.communicate()
        rates = [float(rate) for at, rate in re.findall(r"progress: ([\d.]+) s, ([\d.]+) tps", output) if float(at) > seconds * 0.2 + 0.5]
        if process.returncode != 0 or not rates or "failed transactions: 0 " not in output:
            raise BenchError(f"pgbench failed: {output[:1500]}")
        rate = sum(rates) / len(rates)
        return rate, cpu / window / rate * 1e6, self._latencies()

    def _latencies(self):
        latencies = []
        for log in self.scratch.glob("pgbench-log.*"):
            latencies += [int(line.split()[2]) for line in log.read_text().splitlines()]
            log.unlink()
        return sorted(latencies)
