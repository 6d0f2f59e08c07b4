"""A real browser against a running server.

GOALS_URL   base address of a server that was started with GOALS_AUTH=none, or for `accounts` as its conftest.py says (required)
CHROMIUM    path of the browser (else the first `chromium` on the path)
--shots DIR saves pictures of the list and of a goal, light and dark, wide and narrow
"""

import os
import random
import re
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from server import Server

expect.set_options(timeout=5_000)

# Of the browser, and of the person before the browser tells it: a day that began in between would be another one.
TIME_ZONE = "Europe/Berlin"

RECORD_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


def pytest_addoption(parser):
    parser.addoption("--shots", metavar="DIR", help="save pictures of the main views to DIR")


def pytest_configure(config):
    config.addinivalue_line("markers", "refusals: the server refuses something here, which the browser logs")
    config.addinivalue_line("markers", "shots: takes pictures; runs with --shots only")
    if not os.environ.get("GOALS_URL"):
        raise pytest.UsageError("GOALS_URL must be the address of a running server, such as http://127.0.0.1:8080")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--shots"):
        pictures = [item for item in items if item.get_closest_marker("shots")]
        items[:] = [item for item in items if item not in pictures]
        config.hook.pytest_deselected(items=pictures)


@pytest.fixture(scope="session")
def base_url():
    return os.environ["GOALS_URL"].rstrip("/")


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "No browser: set CHROMIUM to its path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def server(base_url):
    """The API; every goal that a test makes is deleted at its end."""
    server = Server(base_url)
    server.live_in(TIME_ZONE)
    yield server
    server.clean()


@pytest.fixture
def unique():
    """Makes titles that no other test has, of letters that quick add does not take for a number or a date."""
    return lambda text: f"{text} {''.join(random.choices('bcfghjklnpqrsvwxz', k=10))}"


@pytest.fixture
def open_page(browser, base_url, request):
    """Opens pages; at the end none of them may have logged an error or broken the content security policy."""
    contexts, problems = [], []
    refusals = request.node.get_closest_marker("refusals") is not None

    def log(message):
        expected = refusals and re.match(r"Failed to load resource: the server responded with a status of (4\d\d|503)", message.text)
        if message.type in ("error", "warning") and not expected:
            problems.append(message.text)

    def make(path="/", width=1280, scheme="light", wait=True, prepare=None):
        context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": 800}, color_scheme=scheme,
            locale="en-GB", timezone_id=TIME_ZONE, reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(RECORD_VIOLATIONS)
        page = context.new_page()
        page.on("console", log)
        page.on("pageerror", lambda error: problems.append(str(error)))
        if prepare:
            prepare(page)
        page.goto(path)
        if wait:
            expect(page.locator("main h1")).to_be_visible()
        return page

    yield make
    for context in contexts:
        for page in context.pages:
            problems += page.evaluate("window.violations")
        context.close()
    assert problems == []


@pytest.fixture
def page(open_page):
    return open_page("/")
