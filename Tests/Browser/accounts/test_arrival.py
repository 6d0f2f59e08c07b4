"""Coming in: the first visit, signing up, in and out."""

import re

import pytest
from playwright.sync_api import expect

from accounts.conftest import PASSWORD, address
from actions import settles


def fill(page, **fields):
    for label, text in fields.items():
        page.get_by_label({"email": "E-mail", "name": "Name", "password": "Password"}[label], exact=True).fill(text)


def menu(page, name):
    return page.get_by_role("button", name=f"Account menu of {name}")


@pytest.mark.first_visit
@pytest.mark.refusals
def test_the_first_visit_makes_the_account_that_manages_the_server(open_page):
    page = open_page("/trash")
    expect(page.locator("main h1"), "the server has accounts already: start it with an empty database").to_have_text("Set up Goals")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    fill(page, name="Ada Admin", email="ada@example.org", password="password")
    page.get_by_role("button", name="Create account").click()
    expect(page.locator("[data-field=password] .field-error")).to_contain_text("tried first")
    expect(page.get_by_label("Password", exact=True)).to_have_accessible_description(re.compile("tried first.*At least 8 characters"))
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    fill(page, password=PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Trash")
    menu(page, "Ada Admin").click()
    expect(page.get_by_role("link", name="Administration")).to_be_visible()


def test_somebody_signs_up_and_out(open_page, admin):
    email = address()
    page = open_page("/")
    page.get_by_role("button", name="Sign up").click()
    expect(page.locator("main h1")).to_have_text("Sign up")
    fill(page, name="Cleo Clark", email=email, password=PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("New goal")).to_be_visible()
    menu(page, "Cleo Clark").click()
    expect(page.get_by_role("link", name="Account")).to_be_visible()
    expect(page.get_by_role("link", name="Administration")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main h1")).to_have_text("Sign in")
    expect(page.get_by_role("button", name="Settings")).to_be_hidden()
    assert not [cookie for cookie in page.context.cookies() if cookie["value"]]


@pytest.mark.refusals
def test_signing_in_needs_no_pointer_and_leads_to_the_page_asked_for(open_page, person):
    bea = person()
    goal = bea.goal("Practise the viola")
    page = open_page(f"/goals/{goal['id']}")
    expect(page.locator("main h1")).to_have_text("Sign in")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(bea.email)
    page.keyboard.press("Tab")
    page.keyboard.type("not her password")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show password")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.keyboard.press("Space")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "password")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    password = page.get_by_label("Password", exact=True)
    expect(page.locator("[data-field=password] .field-error")).to_have_text("The e-mail address or the password is wrong.")
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(password).to_be_focused()
    page.keyboard.type(bea.password)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Practise the viola")
    assert page.url.endswith(f"/goals/{goal['id']}")


def test_password_managers_know_the_fields(open_page, admin):
    page = open_page("/")
    expect(page.get_by_label("E-mail")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("autocomplete", "current-password")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("autocomplete", "new-password")
    expect(page.get_by_label("Name", exact=True)).to_have_attribute("autocomplete", "name")


def test_nothing_is_sent_by_the_address(open_page, person):
    """Not even when a form is sent before its script has come."""
    addresses = []
    bea = person()
    page = open_page("/", prepare=lambda page: page.on("request", lambda request: addresses.append(request.url)))
    fill(page, email=bea.email, password=bea.password)
    page.keyboard.press("Enter")
    expect(page.get_by_label("New goal")).to_be_visible()
    assert not [each for each in addresses if bea.email in each or "walk" in each]


@pytest.mark.refusals
def test_a_session_that_ended_brings_the_way_in_and_keeps_the_address(signed_in, person):
    bea = person()
    goal = bea.goal("Read Middlemarch")
    page = signed_in(bea, f"/goals/{goal['id']}")
    expect(page.locator("main h1")).to_have_text("Read Middlemarch")
    page.context.clear_cookies()
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator("main h1")).to_have_text("Sign in")
    fill(page, email=bea.email, password=bea.password)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Read Middlemarch")
    settles(lambda: bea.read(goal["id"])["state"] == "active")


def test_single_sign_on_is_one_press_and_says_when_it_failed(open_page):
    nobody = {"user": None, "auth": "oidc", "signUp": "first", "needsFirstAccount": False}
    page = open_page("/trash?sign-in=failed", prepare=lambda page: page.route("**/api/v1/session", lambda route: route.fulfill(json=nobody)))
    link = page.get_by_role("link", name="Sign in with single sign-on")
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", "/api/v1/session/oidc?return=%2Ftrash")
    expect(page.get_by_role("alert").filter(has_text="did not let you in")).to_be_visible()
    assert page.url.endswith("/trash")
    with page.expect_request("**/api/v1/session/oidc?return=%2Ftrash") as asked:
        page.route("**/api/v1/session/oidc?*", lambda route: route.fulfill(body="<h1>elsewhere</h1>", content_type="text/html"))
        link.click()
    assert asked.value.is_navigation_request()


@pytest.mark.refusals
def test_who_is_here_is_asked_again_when_the_server_was_busy(signed_in, person):
    busy = {"status": 503, "content_type": "application/problem+json", "json": {"title": "Busy", "status": 503}}
    page = signed_in(person(), prepare=lambda page: page.route("**/api/v1/session", lambda route: route.fulfill(**busy)))
    expect(menu(page, "Bea Bell")).to_have_count(0)
    page.unroute("**/api/v1/session")
    page.get_by_role("button", name="Try again").click()
    expect(menu(page, "Bea Bell")).to_be_visible()


def test_no_key_leads_away_from_signing_in(open_page, admin):
    page = open_page("/account")
    page.get_by_label("E-mail").blur()
    for key in ("n", "g", "x", ",", "/"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/account")


def test_a_page_that_the_browser_kept_does_not_outlive_the_session(signed_in, person):
    page = signed_in(person(), "/account")
    expect(page.locator("[data-part=profile]")).to_contain_text("Bea Bell")
    page.context.clear_cookies()
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("main h1")).to_have_text("Sign in")
    expect(page.get_by_text("Bea Bell")).to_have_count(0)


def test_caps_lock_is_told(open_page, admin):
    page = open_page("/")
    page.get_by_label("Password", exact=True).focus()
    page.evaluate("""document.activeElement.dispatchEvent(Object.assign(
        new KeyboardEvent("keydown", { key: "A", bubbles: true, modifierCapsLock: true })))""")
    expect(page.locator(".caps")).to_have_text("Caps Lock is on.")


def test_a_first_visit_is_over_once_there_is_an_account(open_page, admin):
    page = open_page("/account")
    expect(page.locator("main h1")).to_have_text("Sign in")
