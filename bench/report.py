"""The tables."""

import functools

import aims
from crowd import CROWD
from peers import OURS
from processes import BenchError
from storm import PEOPLE

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
TITLES = {
    "tiny": "Tiny JSON",
    "small": "Small static file (1 kB)",
    "large": "Static file of 100 kB",
    "echo": "Echo of a 1 kB POST",
    "pipelined": "Tiny JSON, pipelined 16 deep",
    "close": "Tiny JSON, a connection for each request",
    "half": "Tiny JSON at half load",
    "idle": f"Tiny JSON beside {CROWD:,} idle connections",
    "slow": f"Tiny JSON at quarter load beside {CROWD:,} slow connections",
    "read": "A goal from Postgres",
    "list": "50 of 1,000 goals with three years of check-ins, among 5,000,000 of others",
    "checkin": "A durable check-in",
    "signin": f"Sessions at quarter load while {PEOPLE} people sign in",
}


def _milliseconds(microseconds):
    return f"{microseconds / 1000:.2f}"


def _spread(digits, result, key):
    if "spread" not in result:
        return f"{result[key]:.{digits}f}"
    low, high = result["spread"][key]
    return f"{result[key]:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


_cpu = functools.partial(_spread, 1)


# Column: key, how it is written, and whether its ratio to ours follows.
COLUMNS = {
    "requests/s": ("rate", lambda result, key: f"{result[key]:,.0f}", True),
    "CPU µs/request": ("cpu", _cpu, True),
    "Postgres CPU µs/request": ("postgres", _cpu, True),
    "p50 ms": ("p50", lambda result, key: _milliseconds(result[key]), False),
    "p99 ms": ("p99", lambda result, key: _milliseconds(result[key]), True),
    "p99 ÷ without": ("slowdown", functools.partial(_spread, 2), False),
    "MB": ("memory", lambda result, key: f"{result[key]:.1f}", True),
    "MB more": ("growth", lambda result, key: f"{result[key]:.1f}", True),
    "held": ("held", lambda result, key: f"{result[key]:,.0f}", False),
    "sign-ins/s": ("signed_in", lambda result, key: f"{result[key]:.1f}", False),
    "bytes/s of each": ("dripped", lambda result, key: f"{result[key]:.2f}", False),
}


def line(result):
    """One round, for whoever waits."""
    return ", ".join(f"{name} {write(result, key)}" for name, (key, write, _) in COLUMNS.items() if key in result)


def _rows(entries, columns):
    ours = next(iter(entries.values()))
    for name, result in entries.items():
        row = [name]
        for column in columns:
            key, write, has_ratio = COLUMNS[column]
            row.append(write(result, key) if key in result else "–")
            if has_ratio:
                row.append(f"{result[key] / ours[key]:.2f}" if key in result and key in ours and ours[key] else "–")
        yield row


def _table(entries):
    columns = [name for name, (key, _, _) in COLUMNS.items() if any(key in result for result in entries.values())]
    head = ["server"]
    for column in columns:
        head += [column, "÷ ours"] if COLUMNS[column][2] else [column]
    rows = list(_rows(entries, columns))
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    lines = []
    for row in [head, rule, *rows]:
        cells = [cell.ljust(width) if not index else cell.rjust(width) for index, (cell, width) in enumerate(zip(row, widths, strict=True))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _section(name, case):
    text = f"### {TITLES[name]} (`{name}`)\n\n"
    if "rate" in case:
        text += f"{case['rate']:,} requests/s asked of each.\n\n"
    text += _table(case["entries"])
    if name == "slow":
        gone = f"all were gone {case['gone']:.0f} s after the last had opened" if case["gone"] is not None else "**some stayed**"
        text += f"\n\nOf the slow ones, {OURS} had {case['opened']:,} open; {gone}."
    return text


def text(facts, cases):
    sections = "\n\n".join(_section(name, case) for name, case in cases.items())
    return f"""\
{facts['date']}, commit {facts['commit']}, `{facts['command']}`: {facts['took']},
{facts['connections']} connections, medians of {facts['rounds']} rounds of {facts['seconds']} s.
{facts['cpu']}, Linux {facts['kernel']}, load before the run {facts['load']}. {facts['versions']}.

### Aims

{aims.text(cases)}

{sections}
"""


def write(document, content):
    """Puts the tables between the document's markers."""
    before, begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BenchError(f"{document} has no place for the tables: {BEGIN} … {END}")
    document.write_text(f"{before}{BEGIN}\n{content}{END}{after}", encoding="utf-8")
