"""The page that shows the API's document."""

import json
import subprocess
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

MODES = pytest.mark.parametrize("width", [360, 1280])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(scope="module")
def document(base_url):
    with urllib.request.urlopen(f"{base_url}/openapi.json", timeout=10) as response:
        return json.load(response)


def open_all(page, operation):
    page.evaluate(f"document.querySelectorAll('#{operation}, #{operation} details').forEach((each) => (each.open = true))")


@MODES
@SCHEMES
def test_the_page_is_accessible_and_fits(open_page, width, scheme):
    page = open_page("/docs", width=width, scheme=scheme)
    # Axe takes long for what is large, and these two have each kind of part.
    for operation in ("listPauses", "parseGoal"):
        open_all(page, operation)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_every_operation_is_shown_with_its_parameters_and_answers(open_page, document):
    page = open_page("/docs")
    operations = [each for item in document["paths"].values() for each in item.values()]
    assert page.locator(".operation").count() == len(operations)
    for each in operations:
        shown = page.locator(f"#{each['operationId']}")
        assert shown.locator(".response").count() == len(each["responses"])
        assert each["summary"] in shown.locator(".short").text_content()
        assert "undefined" not in shown.text_content() and "[object" not in shown.text_content()


def test_the_largest_operations_fit_a_phone(open_page):
    page = open_page("/docs", width=360)
    for operation in ("listGoals", "createGoal", "updateGoal", "watch"):
        open_all(page, operation)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_address_opens_its_operation(open_page):
    page = open_page("/docs#createGoal")
    expect(page.locator("#createGoal .operation-body")).to_be_visible()
    expect(page.locator("#listGoals .operation-body")).to_be_hidden()
    page.locator(".docs-contents").get_by_role("link", name="Makes a pause").click()
    expect(page.locator("#createPause .operation-body")).to_be_visible()


def test_operations_are_found_by_words(open_page):
    page = open_page("/docs")
    page.get_by_label("Find an operation").fill("post pauses")
    expect(page.locator(".operation:visible")).to_have_count(1)
    expect(page.locator("#createPause")).to_be_visible()
    page.get_by_label("Find an operation").fill("")
    expect(page.locator("#listGoals")).to_be_visible()


def test_everything_is_reached_by_keyboard(open_page):
    page = open_page("/docs")
    page.locator("#createGoal > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#createGoal .operation-body")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#createGoal [data-action=copy]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Copied")


def test_the_line_that_is_copied_works(open_page, server):
    page = open_page("/docs#createGoal")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#createGoal [data-action=copy]").click()
    line = page.evaluate("navigator.clipboard.readText()")
    goal = json.loads(subprocess.run(["bash", "-c", line], check=True, capture_output=True, timeout=20).stdout)
    server.made.append(goal["id"])
    assert goal["title"] == "Run 500 km"


def test_the_page_asks_the_server_for_nothing_else(open_page):
    asked = []
    page = open_page("/docs", prepare=lambda page: page.on("request", lambda request: asked.append(request.url)))
    expect(page.locator("#listGoals")).to_be_visible()
    assert not [url for url in asked if "/api/" in url or not url.startswith(page.url.split("/docs")[0])]
