"""Today's list: adding, checking in, finding."""

import re

import pytest
from playwright.sync_api import expect

from actions import check, row, settles, shows, titles, toast, undo


def test_quick_add_makes_a_goal_that_is_simply_done(page, server, unique):
    title = unique("Call the plumber")
    page.get_by_label("New goal").fill(title)
    page.keyboard.press("Enter")
    expect(row(page, title)).to_contain_text("No deadline")
    expect(page.get_by_label("New goal")).to_have_value("")
    expect(page.get_by_label("New goal")).to_be_focused()
    (goal,) = server.find(title)
    assert goal["measure"] == {"type": "done"}


def test_quick_add_with_details_makes_a_number_goal(page, server, unique):
    title, due = unique("Swim"), server.day(30)
    page.get_by_label("New goal").fill(title)
    page.locator("quick-add summary").click()
    page.get_by_label("Reach a number").check()
    page.get_by_label("From", exact=True).fill("1.5")
    page.get_by_label("To", exact=True).fill("40")
    page.get_by_label("Unit").fill("km")
    page.get_by_label("is the latest value").check()
    page.get_by_label("Due", exact=True).fill(due)
    page.get_by_label("Priority", exact=True).select_option("High")
    page.get_by_label("Tags").fill("#sport, water")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, title)).to_contain_text("aim 40 km")
    (goal,) = server.find(title)
    assert goal["measure"] == {"type": "number", "unit": "km", "baseline": 1.5, "target": 40, "aggregate": "last"}
    assert (goal["due"], goal["priority"], goal["tags"]) == (due, 3, ["sport", "water"])


def test_undo_of_quick_add_moves_the_goal_to_the_trash(page, server, unique):
    title = unique("Hasty")
    page.get_by_label("New goal").fill(title)
    page.keyboard.press("Enter")
    undo(page, "added")
    expect(row(page, title)).to_have_count(0)
    settles(lambda: server.find(title) == [])


@pytest.mark.refusals
def test_what_the_server_refuses_is_shown_at_its_field_and_nothing_is_lost(page, server, unique):
    title = unique("Backwards")
    page.get_by_label("New goal").fill(title)
    page.locator("quick-add summary").click()
    page.get_by_label("Due", exact=True).fill(server.day(-5))
    page.get_by_role("button", name="Add", exact=True).click()
    due = page.get_by_label("Due", exact=True)
    expect(due).to_have_attribute("aria-invalid", "true")
    expect(due).to_be_focused()
    expect(page.locator("quick-add [data-field=due] .field-error")).to_be_visible()
    expect(page.get_by_label("New goal")).to_have_value(title)
    due.fill(server.day(5))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, title)).to_be_visible()
    settles(lambda: len(server.find(title)) == 1)


def test_a_number_that_is_none_is_told_at_its_field(page, unique):
    page.get_by_label("New goal").fill(unique("Vague"))
    page.locator("quick-add summary").click()
    page.get_by_label("Reach a number").check()
    page.get_by_label("To", exact=True).fill("many")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    expect(page.locator("[data-field='measure.target'] .field-error")).to_have_text("Enter the number to reach, such as 500")


def test_one_tap_ticks_a_goal_and_undo_takes_it_back(open_page, server, unique):
    goal = server.goal(unique("Post the letter"), due=server.day(10))
    page = open_page("/")
    check(page, goal["title"]).click()
    expect(check(page, goal["title"])).to_have_attribute("aria-pressed", "true")
    expect(row(page, goal["title"])).to_contain_text("Achieved")
    undo(page, "is done")
    expect(toast(page, "taken back")).to_be_visible()
    expect(check(page, goal["title"])).to_have_attribute("aria-pressed", "false")
    settles(lambda: server.checkins(goal["id"]) == [])


def test_a_second_tap_takes_the_tick_off(open_page, server, unique):
    goal = server.goal(unique("Water the plants"), checkins=[(0, 1)])
    page = open_page("/")
    page.locator("summary", has_text="Achieved").click()
    check(page, goal["title"]).click()
    expect(check(page, goal["title"])).to_have_attribute("aria-pressed", "false")
    expect(toast(page, "open again")).to_be_visible()
    expect(row(page, goal["title"])).to_contain_text("Not done yet")
    settles(lambda: server.checkins(goal["id"]) == [])


def test_one_tap_adds_the_usual_amount_and_changes_bar_and_words(open_page, server, unique):
    goal = server.running(unique("Run"))
    page = open_page("/")
    bar = row(page, goal["title"]).locator("progress-bar")
    expect(row(page, goal["title"])).to_contain_text("60 of 500 km")
    expect(row(page, goal["title"])).to_contain_text(re.compile(r"\d+ days? behind"))
    expect(bar.locator(".bar-fill")).to_have_attribute("style", "inline-size: 12%;")
    expect(check(page, goal["title"])).to_have_text("+6")
    check(page, goal["title"]).click()
    expect(row(page, goal["title"])).to_contain_text("66 of 500 km")
    expect(bar).to_have_attribute("aria-valuenow", "13")
    expect(bar.locator(".bar-fill")).to_have_attribute("style", "inline-size: 13.2%;")
    settles(lambda: server.checkins(goal["id"])[0]["value"] == 6)
    undo(page, "6 km added")
    expect(row(page, goal["title"])).to_contain_text("60 of 500 km")
    expect(toast(page, "taken back")).to_be_visible()
    settles(lambda: len(server.checkins(goal["id"])) == 4)


def test_two_quick_taps_both_count(open_page, server, unique):
    goal = server.running(unique("Stairs"))
    page = open_page("/")
    check(page, goal["title"]).click()
    check(page, goal["title"]).click()
    expect(row(page, goal["title"])).to_contain_text("72 of 500 km")
    expect(page.locator(".toast")).to_have_count(2)
    page.reload()
    expect(row(page, goal["title"])).to_contain_text("72 of 500 km")


def test_a_latest_value_is_asked_for_in_a_popover(open_page, server, unique):
    measure = {"type": "number", "unit": "kg", "baseline": 82, "target": 75, "aggregate": "last"}
    goal = server.goal(unique("Weight"), [(-3, 80.5)], measure=measure, start=server.day(-20), due=server.day(40))
    page = open_page("/")
    check(page, goal["title"]).click()
    field = page.locator(".ask input")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(field).to_have_attribute("placeholder", "80.5")
    field.fill("light")
    page.keyboard.press("Enter")
    expect(page.locator(".ask .field-error")).to_have_text("Enter a number, such as 6 or 6.5")
    field.fill("79,5")
    page.keyboard.press("Enter")
    expect(page.locator(".ask")).to_have_count(0)
    expect(row(page, goal["title"])).to_contain_text("79.5 kg, aim 75")
    expect(toast(page, "79.5 kg")).to_be_visible()
    expect(check(page, goal["title"])).to_be_focused()


def test_escape_closes_the_popover_and_focus_returns(open_page, server, unique):
    measure = {"type": "number", "target": 10, "aggregate": "sum"}
    goal = server.goal(unique("Pages"), measure=measure)
    page = open_page("/")
    check(page, goal["title"]).click()
    expect(page.locator(".ask input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ask")).to_have_count(0)
    expect(check(page, goal["title"])).to_be_focused()


def test_goals_stand_under_the_heading_of_their_status(open_page, server, unique):
    late = server.running(unique("Late"))
    easy = server.goal(unique("Easy"), due=server.day(300))
    open_end = server.goal(unique("Open"))
    closed = server.goal(unique("Closed"), state="dropped")
    page = open_page("/")
    for goal, heading in ((late, "Needs attention"), (easy, "On track"), (open_end, "No deadline"), (closed, "Achieved and closed")):
        section = page.locator(".section", has=page.locator("h2", has_text=heading))
        expect(section.locator("goal-row").filter(has_text=goal["title"])).to_have_count(1)
    expect(row(page, closed["title"])).to_be_hidden()
    expect(page.locator(".summary")).to_contain_text("you")


def test_the_worst_stands_first(open_page, server, unique):
    mark = unique("")
    worse = server.running(f"Worse{mark}", start=server.day(-200))
    bad = server.running(f"Bad{mark}")
    overdue = server.goal(f"Overdue{mark}", start=server.day(-20), due=server.day(-5))
    page = open_page("/")
    expect(row(page, bad["title"])).to_be_visible()
    wanted = [overdue["title"]] + [goal["title"] for goal in sorted((worse, bad), key=lambda goal: goal["progress"]["daysAhead"])]
    assert titles(page, wanted) == wanted
    expect(row(page, overdue["title"])).to_contain_text("5 days overdue")


def test_silence_has_its_own_badge_and_is_never_green(open_page, server, unique):
    measure = {"type": "number", "target": 100, "aggregate": "sum"}
    goal = server.goal(unique("Quiet"), [(-40, 30)], measure=measure, start=server.day(-41), due=server.day(160))
    assert goal["progress"]["status"] == "on-track" and goal["progress"]["stale"]
    page = open_page("/")
    expect(row(page, goal["title"]).locator(".badge")).to_have_text("no check-in for 40 days")
    expect(row(page, goal["title"])).to_have_attribute("data-tone", "calm")


def test_search_filter_and_sort_narrow_the_list_and_stand_in_the_address(open_page, server, unique):
    mark = unique("m")[2:]
    late = server.running(f"Zebra {mark}", tags=[f"t{mark}"])
    done = server.goal(f"Apple {mark}", tags=[f"t{mark}"], due=server.day(90))
    other = server.goal(f"Mango {mark}")
    every = {goal["title"] for goal in (late, done, other)}
    page = open_page("/")
    page.get_by_role("searchbox", name="Search").fill(mark)
    expect(page.locator("goal-row")).to_have_count(3)
    for sort, order in (("Title", (done, other, late)), ("Due date", (late, done, other)), ("Newest", (other, done, late))):
        page.get_by_label("Sort").select_option(sort)
        shows(page, every, [goal["title"] for goal in order])
    page.get_by_role("combobox", name="Tag", exact=True).select_option(f"#t{mark}")
    expect(page.locator("goal-row")).to_have_count(2)
    page.get_by_label("Status").select_option("Behind")
    expect(page.locator("goal-row")).to_have_count(1)
    expect(page.locator("#found")).to_have_text("1 goal found")
    page.reload()
    expect(page.locator("goal-row")).to_have_count(1)
    expect(page.get_by_role("searchbox", name="Search")).to_have_value(mark)
    page.get_by_role("searchbox", name="Search").fill(mark[:-2])
    expect(page.locator("#found")).to_have_text("1 goal found")
    page.get_by_role("searchbox", name="Search").fill(f"{mark} nothing")
    expect(page.get_by_role("heading", name="No goal matches")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("h2", has_text="Needs attention")).to_be_visible()
    assert "?" not in page.url


def test_further_pages_come_as_one_scrolls(open_page, server, unique):
    goal = server.running(unique("Many"))

    def copies(route):
        number = int(re.search(r"cursor=(\d+)", route.request.url)[1]) if "cursor=" in route.request.url else 0
        items = [{**goal, "id": f"{goal['id']}-{number}-{index}"} for index in range(100)]
        route.fulfill(json={"items": items, "nextCursor": str(number + 1) if number < 2 else None})

    page = open_page("/", prepare=lambda page: page.route("**/api/v1/goals?*", copies))
    expect(page.locator("goal-row")).to_have_count(100)
    page.get_by_role("button", name="Load more").scroll_into_view_if_needed()
    expect(page.locator("goal-row")).to_have_count(200)
    page.locator("goal-row").last.scroll_into_view_if_needed()
    expect(page.locator("goal-row")).to_have_count(300)
    expect(page.get_by_role("button", name="Load more")).to_have_count(0)


def test_what_lies_in_a_fold_is_loaded_on_demand(open_page, server, unique):
    goal = server.goal(unique("Long over"), state="dropped")

    def copies(route):
        second = "cursor=" in route.request.url
        items = [{**goal, "id": f"{goal['id']}-{second}-{index}"} for index in range(100)]
        route.fulfill(json={"items": items, "nextCursor": None if second else "next"})

    page = open_page("/", prepare=lambda page: page.route("**/api/v1/goals?*", copies))
    expect(page.locator("goal-row")).to_have_count(100)
    expect(page.locator("h2", has_text="Achieved and closed")).to_contain_text("100+")
    page.get_by_role("button", name="Load more").click()
    expect(page.locator("goal-row")).to_have_count(200)


def test_an_empty_list_says_how_to_begin(open_page):
    def empty(page):
        page.route("**/api/v1/goals?*", lambda route: route.fulfill(json={"items": [], "nextCursor": None}))

    page = open_page("/", prepare=empty)
    expect(page.get_by_role("heading", name="What would you like to get done?")).to_be_visible()
    expect(page.locator(".tools-holder")).to_be_hidden()
    expect(page.get_by_label("New goal")).to_be_visible()


def test_markup_in_a_title_is_shown_literally(open_page, server, unique):
    title = unique("<img src=x onerror=alert(1)> & <b>bold</b>")
    goal = server.goal(title, notes="<script>alert(1)</script>\nsecond line", tags=["<i>"])
    page = open_page("/")
    expect(row(page, title).locator(".row-title a")).to_have_text(title)
    page.goto(f"/goals/{goal['id']}")
    expect(page.locator("main h1")).to_have_text(title)
    expect(page.locator(".prose")).to_have_text("<script>alert(1)</script>\nsecond line")
    expect(page.locator("main img, main script, main b")).to_have_count(0)
