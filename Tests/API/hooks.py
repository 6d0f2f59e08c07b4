"""What schemathesis cannot know of the API from its document."""

import datetime
import functools
import json
import re
import urllib.request
import zlib

import schemathesis

# A request that the document allows may still break a rule that no schema can say: of several members together, of what is there
# already, of the day. These answers are right; any other refusal of a request that the document allows is a finding.
RULES = [
    ("", "This Idempotency-Key was used for another request"),
    ("cursor", "Must be the nextCursor of a list in the same order"),
    ("parent|goal|before|after", "There is no such goal"),
    ("parent", "A goal cannot be below itself"),
    ("before|after", "A goal has no place next to itself"),
    ("due", "The due day must not lie before the start day"),
    ("start", "The start day must not lie after the due day"),
    ("last", "The last day must not lie before the first"),
    ("(measure.)?(start|due)", "must lie between 1900-01-01 and 2200-12-31"),
    ("day", "must not lie in the future"),
    ("day|start|due|first|last", "Must be a day, written as YYYY-MM-DD"),
    ("measure.high", "The upper bound must be greater"),
    ("measure.times", "How often must be more than 0"),
    ("measure.weekdays", "Days of the week can be chosen for a habit by the day only"),
    ("measure.(target|limit|low|high)", "needs (a|an|its) (target|limit|lower bound|upper bound)"),
    ("measure.type", "A measure needs a type"),
    ("measure.*", "There is no such field"),
    ("value", "needs a value|must be 1 .done. or 0|must not be negative|is counted by the goals below it|skipped day has no value"),
    ("skip", "Only a day of a habit can be skipped"),
    ("space", "There is no such space|This is your own space"),
    ("role", "A role is needed|There is a role in a space only"),
    ("token", "does not work any more"),
    ("name", "must be one line without control characters|There must be a name"),
    ("email", "This is no e-mail address"),
    ("new|password", "tried first|Needs at least|May have at most|Must not be your name"),
    ("timeZone", "Must be the name of a time zone"),
]


# Parameters that take any text: a number in them is one as well.
FREE_TEXTS = {"tag", "q"}


def follows_rule(field, message):
    return any(re.fullmatch(fields, field) and re.search(text, message) for fields, text in RULES)


def breaks_unwritten_rule(problem):
    errors = problem.get("errors") or [{"field": "", "message": problem.get("detail", "")}]
    return all(follows_rule(error["field"], error["message"]) for error in errors)


def texts(value):
    """What stands between a parameter's commas."""
    return [text for item in (value if isinstance(value, list) else [value]) for text in str(item).split(",")]


def is_taken(name, value):
    """Whether a value breaks the schema of a parameter and is right all the same: queries have no types, and what is empty is not there."""
    return "" in texts(value) or (name in FREE_TEXTS and not isinstance(value, str | list))


# On a server without accounts, and without a link.
NO_ACCOUNTS = {"This server has no accounts.", "People do not sign in by a password here.", "A link's secret is needed."}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    kind = type(failure).__name__
    if response.status_code in (401, 403) and response.json().get("detail") in NO_ACCOUNTS:
        return False
    if kind == "RejectedPositiveData" and response.status_code == 422:
        return not breaks_unwritten_rule(response.json())
    if kind == "AcceptedNegativeData" and case.query:
        return not any(is_taken(name, value) for name, value in case.query.items())
    # What is in the trash can still be read, with what belongs to it.
    return not (kind == "UseAfterFree" and failure.operation == "DELETE /api/v1/goals/{goal}")


# One goal of each measure, and days that suit them: names that are made up would hardly ever be those of goals that are there.
GOALS = [
    {"title": "Juggle"},
    {"title": "Run", "measure": {"type": "number", "target": 500, "unit": "km", "aggregate": "sum"}},
    {"title": "Coffee", "measure": {"type": "limit", "limit": 200}},
    {"title": "Weight", "measure": {"type": "range", "low": 70, "high": 72}},
    {"title": "Meditate", "measure": {"type": "habit", "times": 5, "period": "week"}, "start": "2026-01-05"},
    {"title": "Ship", "measure": {"type": "rollup"}},
]
NUMBER, HABIT = 1, 4
NO_GOAL = "01936a5e-3f2b-7c4d-8e5f-0123456789ab"


@functools.cache
def known_goals(base_url):
    def create(body):
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{base_url}/api/v1/goals", json.dumps(body).encode(), headers, method="POST")
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)["id"]

    return [create(body) for body in GOALS]


def is_one_in(count, value):
    """Whether a value is one of the few, the same ones in each run."""
    return zlib.crc32(repr(value).encode()) % count == 0


def with_known_goals(body, goals):
    for name in {"goal", "parent", "before", "after"} & body.keys():
        if isinstance(body[name], str) and not is_one_in(8, body[name]):
            body[name] = goals[zlib.crc32(body[name].encode()) % len(goals)]
    for item in body.get("items", []):
        if isinstance(item, dict):
            with_known_goals(item, goals)


def make_acceptable(check_in):
    """Takes from a check-in what its goal or the day would have refused."""
    if (check_in.get("day") or "") > datetime.date.today().isoformat():
        del check_in["day"]
    if check_in.get("skip"):
        check_in.pop("value", None)
    elif check_in.get("value") is None:
        check_in["value"] = 7.5


@schemathesis.hook
def map_case(context, case):
    """Makes more of the valid requests such as are carried out: with goals that are there, seldom with cursors and tags made up."""
    # Cookies would need to say which page they come from, and there are no sessions here.
    if case.cookies:
        case.cookies.clear()
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return case
    goals = known_goals(case.operation.base_url)
    if isinstance(case.body, dict):
        with_known_goals(case.body, goals)
    if list(case.path_parameters or {}) == ["goal"] and case.meta.phase.name.value != "stateful":
        goal = case.path_parameters["goal"]
        if case.method != "DELETE" and not is_one_in(4, goal):
            case.path_parameters["goal"] = goals[zlib.crc32(repr(case.body).encode()) % len(goals)]
            if case.operation.definition.raw["operationId"] == "createCheckIn" and not is_one_in(4, case.body):
                case.path_parameters["goal"] = goals[HABIT if case.body.get("skip") else NUMBER]
                make_acceptable(case.body)
        elif case.method == "DELETE" and goal in goals:
            # They are to last.
            case.path_parameters["goal"] = NO_GOAL
    if case.query and "cursor" in case.query and not is_one_in(8, case.query["cursor"]):
        del case.query["cursor"]
    if case.headers and "If-Match" in case.headers and not is_one_in(8, case.headers["If-Match"]):
        del case.headers["If-Match"]
    return case
