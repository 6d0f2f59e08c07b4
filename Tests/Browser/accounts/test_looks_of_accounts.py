"""What everyone must be able to use, on the pages of accounts: axe, narrow screens, pictures."""

import pathlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.conftest import PASSWORD

MODES = pytest.mark.parametrize("width", [360, 1280])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll("button, select, input:not([type=radio], [type=checkbox], .sr-only), summary, .top a")]
    .filter((each) => each.checkVisibility())
    .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 40 || height < 40)"""


def assert_usable(page):
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate(FITS)
    assert page.evaluate(SMALL) == []
    assert page.evaluate("[...document.querySelectorAll('dialog[open]')].every((each) => each.scrollWidth <= each.clientWidth)")


@pytest.fixture
def scene(person):
    """A person with a bit of everything; a long name, and a space with somebody else in it."""
    bea = person("Bea Bell-Wetherby of the Long Name", )
    space = bea.space("Family " + "unbreakable" * 5)
    dan = person("Dan Dale")
    dan.join(bea.invite(space, "viewer"))
    goal = bea.running("Save for the trip", space=space["id"], notes="Every little helps.")
    bea.call("POST", "/tokens", {"name": "token" * 12, "scope": "check-in", "expiresInDays": 90})
    bea.sign_in()
    return {"bea": bea, "dan": dan, "space": space, "goal": goal, "invitation": bea.invite(space, "commenter"),
            "shared": bea.call("POST", f"/goals/{goal['id']}/link")["path"]}


@pytest.mark.refusals
@MODES
@SCHEMES
def test_the_ways_in_are_accessible(open_page, scene, width, scheme):
    page = open_page("/", width=width, scheme=scheme)
    assert_usable(page)
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.locator(".field-error:visible")).to_have_count(1)
    assert_usable(page)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("button", name="Sign up").click()
    expect(page.locator("[aria-invalid]").first).to_be_focused()
    assert_usable(page)
    for path in (f"/invite#{scene['invitation']}", "/reset#gr_" + "x" * 43, scene["shared"]):
        page.goto("/docs")
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator(".loading")).to_have_count(0)
        page.wait_for_timeout(200)
        assert_usable(page)


@MODES
@SCHEMES
def test_the_account_is_accessible(signed_in, scene, width, scheme):
    page = signed_in(scene["bea"], "/account", width=width, scheme=scheme)
    page.locator("summary", has_text="Security log").click()
    expect(page.locator("[data-part=audit] li").first).to_be_visible()
    expect(page.locator("[data-part=tokens] li")).to_have_count(1)
    assert_usable(page)
    for button in ("Change the name", "Change the e-mail address", "Change the password", "New token…", "Delete account…"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert_usable(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_role("button", name=button)).to_be_focused()
    page.get_by_role("button", name="Set up…").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code that the app shows")).to_be_focused()
    assert_usable(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Account menu").click()
    expect(page.get_by_role("button", name="Sign out").first).to_be_visible()
    assert_usable(page)


@MODES
@SCHEMES
def test_spaces_and_sharing_are_accessible(signed_in, scene, width, scheme):
    page = signed_in(scene["bea"], "/spaces", width=width, scheme=scheme)
    expect(page.locator(".spaces li")).to_have_count(2)
    assert_usable(page)
    page.goto(f"/spaces/{scene['space']['id']}")
    expect(page.locator("[data-part=members] li")).to_have_count(2)
    expect(page.locator("[data-part=invitations] li")).to_have_count(1)
    assert_usable(page)
    page.get_by_role("button", name="Invite…").click()
    page.get_by_role("button", name="Create link").click()
    expect(page.get_by_role("dialog", name="The invitation")).to_be_visible()
    assert_usable(page)
    page.goto("/")
    expect(page.locator("goal-row")).to_have_count(1)
    page.locator("quick-add summary").click()
    assert_usable(page)
    page.goto(f"/goals/{scene['goal']['id']}")
    page.get_by_role("button", name="Share…").click()
    page.get_by_role("button", name="Make anew").click()
    expect(page.get_by_role("group", name="Link")).to_be_visible()
    assert_usable(page)


@MODES
@SCHEMES
def test_the_administration_and_a_viewers_goal_are_accessible(signed_in, admin, scene, width, scheme):
    page = signed_in(admin, "/admin", width=width, scheme=scheme)
    expect(page.locator("[data-part=audit] li").first).to_be_visible()
    assert_usable(page)
    page = signed_in(scene["dan"], f"/goals/{scene['goal']['id']}", width=width, scheme=scheme)
    expect(page.locator(".chart")).to_be_visible()
    assert_usable(page)


@pytest.mark.shots
def test_pictures_of_accounts(open_page, signed_in, admin, scene, request):
    folder = pathlib.Path(request.config.getoption("--shots"))
    folder.mkdir(parents=True, exist_ok=True)
    bea, dan, space, goal = scene["bea"], scene["dan"], scene["space"], scene["goal"]
    views = {
        "sign-in": (None, "/"), "invite": (None, f"/invite#{scene['invitation']}"), "shared": (None, scene["shared"]),
        "account": (bea, "/account"), "spaces": (bea, "/spaces"), "space": (bea, f"/spaces/{space['id']}"),
        "viewer": (dan, f"/goals/{goal['id']}"), "admin": (admin, "/admin"),
    }
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            for name, (who, path) in views.items():
                page = signed_in(who, path, width=width, scheme=scheme) if who else open_page(path, width=width, scheme=scheme)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{scheme}-{width}.png", full_page=True)
