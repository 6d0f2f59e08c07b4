"""What we aim at, and how far we are."""

from storm import AMID, PEOPLE
from crowd import AMONG_SLOW, CROWD, GONE_WITHIN
from peers import OURS

IDLE_MEGABYTES = 60
# How much of what pgbench can do Goals should.
STORE_AIMS = {"read": 0.85, "list": 0.8, "checkin": 1.5}


def _at_most(what, value, aim, unit=""):
    return f"- {what}: {value:.2f}{unit}, aim ≤ {aim}{unit}: {'met' if value <= aim else '**missed**'}"


def _at_least(what, value, aim):
    return f"- {what}: {value:.2f}, aim ≥ {aim}: {'met' if value >= aim else '**missed**'}"


def _was_kept(case, names):
    """Says so when not even these could keep the rate that was asked of them: then something else had the machine."""
    lowest = min(case["entries"][name]["spread"]["rate"][0] for name in names) / case["rate"]
    return "" if lowest > 0.97 else f" (but only {lowest:.0%} of the rate were kept in the worst round: the machine was busy)"


def _dripped(rate):
    """Says so when the slow ones were kept from sending: then they were less of a burden than they are meant to be."""
    return "" if rate > 0.8 else f" (but the slow ones sent only {rate:.2f} bytes a second each: the machine was busy)"


def _cpu(name, case):
    ours = case["entries"][OURS]["cpu"]
    yield _at_most(f"CPU on `{name}` ÷ nginx", ours / case["entries"]["nginx"]["cpu"], 1.0)
    yield _at_most(f"CPU on `{name}` ÷ Hummingbird", ours / case["entries"]["Hummingbird"]["cpu"], 0.33)


def _slow(case):
    entries = case["entries"]
    ours, nginx = (entries[server + AMONG_SLOW]["slowdown"] for server in (OURS, "nginx"))
    yield (_at_most(f"p99 with {CROWD:,} slow connections ÷ without (nginx: {nginx:.2f})", ours, 2.0) + _was_kept(case, entries)
           + _dripped(entries[OURS + AMONG_SLOW]["dripped"]) + ("" if case["real_time"] else " (without real-time priority)"))
    gone = f"{case['gone']:.0f} s" if case["gone"] is not None else "never"
    yield f"- slow connections gone after: {gone}, aim ≤ {GONE_WITHIN} s: {'met' if case['gone'] is not None else '**missed**'}"


def text(cases):
    lines = []
    for name in ("tiny", "small"):
        if name in cases:
            lines += _cpu(name, cases[name])
    for name, case in cases.items():
        entries = case["entries"]
        if OURS in entries and name not in ("half", "slow"):
            lines.append(_at_least(f"rate on `{name}` ÷ Hummingbird", entries[OURS]["rate"] / entries["Hummingbird"]["rate"], 1.0))
    if "idle" in cases:
        lines.append(_at_least("share of idle connections held", cases["idle"]["entries"][OURS]["held"] / CROWD, 1.0))
        lines.append(_at_most(f"memory of {CROWD:,} idle connections", cases["idle"]["entries"][OURS]["growth"], IDLE_MEGABYTES, " MB"))
    if "half" in cases:
        case, entries = cases["half"], cases["half"]["entries"]
        share = entries[OURS]["p99"] / entries["nginx"]["p99"]
        lines.append(_at_most("p99 on `half` ÷ nginx", share, 1.5) + _was_kept(case, [OURS, "nginx"]))
    if "slow" in cases:
        lines += _slow(cases["slow"])
    if "signin" in cases:
        share = cases["signin"]["entries"][f"Goals{AMID}"]["slowdown"]
        lines.append(_at_most(f"p99 while {PEOPLE} people sign in ÷ without", share, 2.0))
    for name, aim in STORE_AIMS.items():
        if name in cases:
            entries = cases[name]["entries"]
            lines += [_at_least(f"rate on `{name}` ÷ {other}", entries["Goals"]["rate"] / entries[other]["rate"], aim)
                      for other in entries if other.startswith("pgbench")]
    return "\n".join(lines)
