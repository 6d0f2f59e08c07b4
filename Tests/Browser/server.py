"""The API as the tests use it: to set a scene and to look behind the browser's back."""

import datetime
import json
import urllib.error
import urllib.request
import uuid


class Server:
    def __init__(self, base):
        self.base = base
        self.made = []

    def call(self, method, path, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/api/v1{path}", data, {"Content-Type": "application/json", **(headers or {})}, method=method)
        if method == "POST":
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                text = response.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from error
        return json.loads(text) if text else None

    def live_in(self, time_zone):
        self.call("PATCH", "/me", {"timeZone": time_zone})

    def day(self, offset=0):
        today = datetime.date.fromisoformat(self.call("GET", "/me")["today"])
        return (today + datetime.timedelta(days=offset)).isoformat()

    def goal(self, title, checkins=(), **fields):
        """Makes a goal; `checkins` are (days from today, value) pairs."""
        goal = self.call("POST", "/goals", {"title": title, **fields})
        self.made.append(goal["id"])
        for offset, value in checkins:
            self.call("POST", f"/goals/{goal['id']}/checkins", {"day": self.day(offset), "value": value})
        return self.read(goal["id"])

    def running(self, title, **fields):
        """A goal that adds up and is far behind: 60 of 500 km after 100 of 110 days."""
        measure = {"type": "number", "unit": "km", "baseline": 0, "target": 500, "aggregate": "sum"}
        days = {"start": self.day(-100), "due": self.day(10)}
        return self.goal(title, [(-90, 20), (-50, 20), (-12, 14), (-2, 6)], measure=measure, **{**days, **fields})

    def read(self, identifier):
        return self.call("GET", f"/goals/{identifier}")

    def checkins(self, identifier):
        return self.call("GET", f"/goals/{identifier}/checkins")["items"]

    def update(self, identifier, **fields):
        return self.call("PATCH", f"/goals/{identifier}", fields)

    def delete(self, identifier):
        self.call("DELETE", f"/goals/{identifier}")

    def find(self, title):
        """All goals with this title, which are then deleted at the end too."""
        found, cursor = [], ""
        while cursor is not None:
            page = self.call("GET", f"/goals?limit=200{cursor and '&cursor=' + cursor}")
            found += [goal for goal in page["items"] if goal["title"] == title]
            cursor = page["nextCursor"]
        self.made += [goal["id"] for goal in found]
        return found

    def clean(self):
        for identifier in set(self.made):
            try:
                self.delete(identifier)
            except AssertionError:
                pass  # A test has deleted it itself.
