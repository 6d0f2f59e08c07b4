"""What everyone must be able to use: axe, narrow screens, themes, pictures."""

import pathlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from actions import row

MODES = pytest.mark.parametrize("width", [360, 1280])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
LONG = "Unbreakable" * 12


def assert_accessible(page):
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def scene(server, unique):
    """One goal of each kind and status."""
    run = server.running(unique("Run 500 km"), tags=["health"], priority=2, notes="Easy pace.\nLong run on Sundays.")
    weight = {"type": "number", "unit": "kg", "baseline": 82, "target": 75, "aggregate": "last"}
    server.goal(unique("Weight"), [(-20, 80), (-15, 79)], measure=weight, start=server.day(-60), due=server.day(60))
    server.goal(unique("Renew the passport"), start=server.day(-40), due=server.day(-6))
    server.goal(unique("Write to grandmother"), due=server.day(12), tags=["family"])
    server.goal(unique("Juggle"))
    server.goal(unique("Spring"), start=server.day(20), due=server.day(90))
    server.goal(unique("Portuguese"), state="paused")
    server.goal(unique("Dentist"), [(0, 1)])
    server.goal(unique("Podcast"), state="dropped")
    habit = {"type": "habit", "times": 5, "period": "week"}
    server.goal(unique("Meditate"), [(-9, 1), (-8, 1), (-1, 1)], measure=habit, start=server.day(-20))
    server.goal(unique("Floss"), [(-1, 1)], measure={"type": "habit", "times": 1, "period": "day"}, start=server.day(-2))
    server.goal(unique("Coffee"), [(-9, 60), (-1, 90)], measure={"type": "limit", "limit": 200, "unit": "€"}, start=server.day(-20), due=server.day(20))
    server.goal(unique("Balance"), [(-1, 71.2)], measure={"type": "range", "low": 70, "high": 72, "unit": "kg"}, start=server.day(-9))
    launch = server.goal(unique("Launch"), measure={"type": "rollup"}, due=server.day(30))
    server.goal(unique("Copy"), [(0, 1)], parent=launch["id"])
    server.goal(unique("Domain"), parent=launch["id"])
    return run


@MODES
@SCHEMES
def test_the_list_is_accessible(open_page, server, unique, width, scheme):
    run = scene(server, unique)
    page = open_page("/", width=width, scheme=scheme)
    expect(row(page, run["title"])).to_be_visible()
    page.locator("quick-add summary").click()
    page.locator("summary", has_text="Achieved").click()
    page.get_by_label("New goal").fill("Run 500 km by Dec 31 #health")
    expect(page.locator("quick-add .chip").first).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator("quick-add summary").click()
    page.get_by_label("Reach a number").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("quick-add [aria-invalid]").first).to_be_focused()
    row(page, run["title"]).locator("[data-action=check]").click()
    expect(page.locator(".toast")).to_be_visible()
    assert_accessible(page)


@MODES
@SCHEMES
def test_the_goal_page_is_accessible(open_page, server, unique, width, scheme):
    goal = server.running(unique("Axe"), notes="Some\nnotes", tags=["one"])
    page = open_page(f"/goals/{goal['id']}", width=width, scheme=scheme)
    expect(page.locator(".chart")).to_be_visible()
    assert_accessible(page)
    page.locator("check-in-list li").first.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Edit title").click()
    page.get_by_role("button", name="Edit notes").click()
    page.locator("summary", has_text="History").click()
    expect(page.locator(".history li").first).to_be_visible()
    page.get_by_role("button", name="Add a sub-goal").click()
    assert_accessible(page)


MEASURES = {
    "habit": ({"type": "habit", "times": 3, "period": "week"}, [(-9, 1), (-1, 1)]),
    "limit": ({"type": "limit", "limit": 200, "unit": "€"}, [(-9, 20), (-1, 30)]),
    "latest limit": ({"type": "limit", "limit": 2, "unit": "h", "aggregate": "last"}, [(-9, 3), (-1, 2.5)]),
    "range": ({"type": "range", "low": 70, "high": 72, "unit": "kg"}, [(-9, 73), (-1, 71)]),
    "rollup": ({"type": "rollup"}, []),
}


@pytest.mark.parametrize("measure", MEASURES)
@SCHEMES
def test_the_page_of_each_measure_is_accessible(open_page, server, unique, measure, scheme):
    fields, checkins = MEASURES[measure]
    goal = server.goal(unique("Axe"), checkins, measure=fields, start=server.day(-20), due=server.day(20))
    server.goal(unique("Part"), parent=goal["id"])
    server.goal(unique("Other part"), parent=goal["id"])
    server.call("POST", f"/goals/{goal['id']}/comments", {"body": "A word"})
    page = open_page(f"/goals/{goal['id']}", width=360, scheme=scheme)
    expect(page.locator("goal-children goal-row")).to_have_count(2)
    expect(page.locator(".comment")).to_have_count(1)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Edit goal").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)


@MODES
@SCHEMES
def test_my_order_is_accessible(open_page, server, unique, width, scheme):
    run = scene(server, unique)
    page = open_page("/?sort=mine", width=width, scheme=scheme)
    expect(row(page, run["title"])).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@MODES
@SCHEMES
def test_dialogs_popover_and_trash_are_accessible(open_page, server, unique, width, scheme):
    measure = {"type": "number", "unit": "kg", "baseline": 82, "target": 75}
    goal = server.goal(unique("Ask"), measure=measure)
    trashed = server.goal(unique("Thrown"))
    server.delete(trashed["id"])
    page = open_page("/", width=width, scheme=scheme)
    row(page, goal["title"]).locator("[data-action=check]").click()
    expect(page.locator(".ask")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="On holiday…").click()
    expect(page.get_by_role("dialog", name="On holiday")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/goals/{goal['id']}")
    for button in ("Edit goal", "Days off…", "Copy…"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
    page.goto("/trash")
    expect(page.locator(".trash-entry").filter(has_text=trashed["title"])).to_be_visible()
    assert_accessible(page)


def test_nothing_scrolls_sideways_on_a_narrow_phone(open_page, server, unique):
    tags = [f"{'t' * 45}{index}" for index in range(3)]
    goal = server.running(unique(LONG), tags=tags, notes=LONG * 3)
    page = open_page("/", width=360)
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    expect(row(page, goal["title"])).to_be_visible()
    page.locator("quick-add summary").click()
    page.get_by_label("Reach a number").check()
    assert page.evaluate(fits)
    page.goto(f"/goals/{goal['id']}")
    expect(page.locator(".chart")).to_be_visible()
    page.locator("check-in-list li").first.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Edit title").click()
    assert page.evaluate(fits)
    page.get_by_role("button", name="Edit goal").click()
    assert page.evaluate("(() => { const d = document.querySelector('dialog'); return d.scrollWidth <= d.clientWidth })()")
    server.delete(goal["id"])
    page.goto("/trash")
    expect(page.locator(".trash-entry").filter(has_text=goal["title"])).to_be_visible()
    assert page.evaluate(fits)


def test_what_is_chosen_in_the_tools_is_not_cut_on_a_narrow_phone(open_page, server, unique):
    server.goal(unique("Any"))
    page = open_page("/", width=360)
    sort = page.get_by_label("Sort")
    wanted = """(select) => {
        const copy = select.cloneNode(true);
        copy.value = select.value;
        copy.style.cssText = "position: absolute; inline-size: auto; max-inline-size: none";
        select.parentElement.append(copy);
        const width = copy.offsetWidth;
        copy.remove();
        return select.offsetWidth >= width;
    }"""
    expect(sort).to_be_visible()
    assert sort.evaluate(wanted)
    sort.select_option("Needs attention")
    assert sort.evaluate(wanted)


def test_targets_are_large_enough_for_a_thumb(open_page, server, unique):
    goal = server.running(unique("Thumb"))
    page = open_page("/", width=360)
    expect(row(page, goal["title"])).to_be_visible()
    small = """[...document.querySelectorAll("button, select, input:not([type=radio], [type=checkbox]), summary, .top a")]
        .filter((each) => each.checkVisibility())
        .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 40 || height < 40)"""
    assert page.evaluate(small) == []
    page.get_by_label("Sort").select_option("Title")
    expect(page.get_by_role("button", name="Clear")).to_be_visible()
    assert page.evaluate(small) == []
    page.goto(f"/goals/{goal['id']}")
    expect(page.locator(".chart")).to_be_visible()
    assert page.evaluate(small) == []


def test_the_chosen_theme_lasts(page):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Theme: auto").click()
    page.get_by_role("button", name="Theme: light").click()
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Theme: dark").click()
    assert page.evaluate(paper) == light


def test_the_time_zone_is_told_once(open_page):
    told = []

    def unknown(page):
        me = {"id": "1", "name": "Someone", "timeZone": None, "today": "2026-11-22"}

        def answer(route):
            if route.request.method == "PATCH":
                told.append(route.request.post_data_json)
                return route.fulfill(json={**me, "timeZone": "Europe/Berlin", "today": "2026-11-23"})
            return route.fulfill(json=me)

        page.route("**/api/v1/me", answer)

    page = open_page("/", prepare=unknown)
    expect(page.locator("main h1")).to_contain_text("23 November")
    assert told == [{"timeZone": "Europe/Berlin"}]


@pytest.mark.shots
def test_pictures(open_page, server, unique, request):
    folder = pathlib.Path(request.config.getoption("--shots"))
    folder.mkdir(parents=True, exist_ok=True)
    run = scene(server, unique)
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            page = open_page("/", width=width, scheme=scheme)
            expect(row(page, run["title"])).to_be_visible()
            page.screenshot(path=folder / f"list-{scheme}-{width}.png", full_page=True)
            page.goto(f"/goals/{run['id']}")
            expect(page.locator(".chart")).to_be_visible()
            page.screenshot(path=folder / f"goal-{scheme}-{width}.png", full_page=True)
