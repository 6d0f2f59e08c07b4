"""The same browser against a server that has accounts.

GOALS_URL   base address of a server that was started with GOALS_AUTH=password GOALS_SIGNUP=open RATE_LIMITS=off and an empty database
"""

import json
import random
import urllib.error
import urllib.request

import pytest

from server import Server

PASSWORD = "a long walk by the sea"


def pytest_configure(config):
    config.addinivalue_line("markers", "first_visit: needs the server as it is before anybody has come, and so runs before all others")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.get_closest_marker("first_visit") is None)


class Person(Server):
    """An account, and the API as it is for whoever is signed in to it."""

    def __init__(self, base, name, email, password=PASSWORD, invitation=None):
        super().__init__(base)
        self.name, self.email, self.password = name, email, password
        body = {"name": name, "email": email, "password": password, **({"invitation": invitation} if invitation else {})}
        self.cookie = self.enter("/accounts", body)
        self.live_in("Europe/Berlin")

    def enter(self, path, body):
        """Signs up or in; gives the session's cookie."""
        request = urllib.request.Request(
            f"{self.base}/api/v1{path}", json.dumps(body).encode(),
            {"Content-Type": "application/json", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.headers["Set-Cookie"].split(";")[0]

    def sign_in(self):
        """Another session of the same person."""
        return self.enter("/session", {"email": self.email, "password": self.password})

    def call(self, method, path, body=None, headers=None):
        return super().call(method, path, body, {"Cookie": self.cookie, "Origin": self.base, **(headers or {})})

    def space(self, name):
        return self.call("POST", "/spaces", {"name": name})

    def invite(self, space, role):
        """The secret of an invitation."""
        return self.call("POST", "/invitations", {"space": space["id"], "role": role})["token"]

    def join(self, secret):
        return self.call("POST", "/invitations/acceptance", {"token": secret})

    def events(self):
        return [event["kind"] for event in self.call("GET", "/audit?limit=200")["items"]]


def address(name="someone"):
    return f"{name}.{''.join(random.choices('bcfghjklnpqrsvwxz', k=12))}@example.org"


@pytest.fixture(scope="session")
def admin(base_url):
    """Who manages the server: its first account."""
    with urllib.request.urlopen(f"{base_url}/api/v1/session", timeout=10) as response:
        if json.load(response)["needsFirstAccount"]:
            return Person(base_url, "Ada Admin", "ada@example.org")
    person = Person.__new__(Person)
    Server.__init__(person, base_url)
    person.name, person.email, person.password = "Ada Admin", "ada@example.org", PASSWORD
    person.cookie = person.sign_in()
    return person


@pytest.fixture
def person(base_url, admin):
    """Makes people: `person("Bea")` has an account of her own."""
    return lambda name="Bea Bell", **more: Person(base_url, name, address(name.split()[0].lower()), **more)


@pytest.fixture
def signed_in(open_page, base_url):
    """Opens a page as somebody who is signed in."""
    def make(person, path="/", prepare=None, **options):
        name, value = person.cookie.split("=", 1)

        def enter(page):
            page.context.add_cookies([{"name": name, "value": value, "url": base_url}])
            if prepare:
                prepare(page)

        return open_page(path, prepare=enter, **options)

    return make
