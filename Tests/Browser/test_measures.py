"""Every way to know: made, shown, checked in on and edited."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from actions import check, entries, row, settles, toast, undo


def habit(**fields):
    return {"type": "habit", "times": 1, "period": "day", **fields}


def weekly(server, title, weeks, times=2, **fields):
    """A habit of two times a week that was kept in each of the weeks before this one."""
    today = datetime.date.fromisoformat(server.day())
    monday = -today.weekday()
    days = [(monday - 7 * week + offset, 1) for week in range(1, weeks + 1) for offset in range(times)]
    return server.goal(title, days, measure=habit(times=times, period="week"), start=server.day(monday - 7 * weeks), **fields)


def choose(page, measure):
    page.locator("quick-add summary").click()
    page.get_by_label(measure).check()


def add(page):
    page.get_by_role("button", name="Add", exact=True).click()


def made(server, title):
    (goal,) = server.find(title)
    return goal["measure"]


def test_a_habit_on_chosen_days_is_made(page, server, unique):
    title = unique("Stretch")
    page.get_by_label("New goal").fill(title)
    choose(page, "Build a habit")
    page.get_by_label("Sat", exact=True).uncheck()
    page.get_by_label("Sun", exact=True).uncheck()
    add(page)
    expect(row(page, title)).to_be_visible()
    assert made(server, title) == {"type": "habit", "unit": "", "times": 1, "period": "day", "weekdays": [1, 2, 3, 4, 5], "atMost": False}


def test_a_habit_by_the_week_is_made_with_unit_and_at_most(page, server, unique):
    title = unique("Sweets")
    page.get_by_label("New goal").fill(title)
    choose(page, "Build a habit")
    page.get_by_label("How often").fill("3")
    page.get_by_label("Unit").fill("pieces")
    page.get_by_label("Period").select_option("a week")
    expect(page.get_by_label("Mon", exact=True)).to_be_hidden()
    page.get_by_label("at most", exact=True).check()
    add(page)
    expect(row(page, title)).to_contain_text("0 of at most 3 pieces this week")
    assert made(server, title) == {"type": "habit", "unit": "pieces", "times": 3, "period": "week", "weekdays": None, "atMost": True}


def test_a_limit_is_made(page, server, unique):
    title = unique("Coffee")
    page.get_by_label("New goal").fill(title)
    choose(page, "Stay under a limit")
    page.get_by_role("textbox", name="At most", exact=True).fill("200")
    page.get_by_label("Unit").fill("€")
    add(page)
    expect(row(page, title)).to_contain_text("0 of 200 € used")
    assert made(server, title) == {"type": "limit", "unit": "€", "limit": 200, "aggregate": "sum"}


def test_a_range_is_made_and_a_wrong_one_is_told_at_its_field(page, server, unique):
    title = unique("Weight")
    page.get_by_label("New goal").fill(title)
    choose(page, "Stay in a range")
    page.get_by_label("Lowest").fill("70")
    add(page)
    expect(page.locator("[data-field='measure.high'] .field-error")).to_have_text("Enter the highest value, such as 72")
    page.get_by_label("Highest").fill("72")
    page.get_by_label("Unit").fill("kg")
    add(page)
    expect(row(page, title)).to_contain_text("Nothing yet, aim 70–72 kg")
    assert made(server, title) == {"type": "range", "unit": "kg", "low": 70, "high": 72}


def test_a_goal_of_sub_goals_is_made_and_has_no_check_in(page, server, unique):
    title = unique("Launch")
    page.get_by_label("New goal").fill(title)
    choose(page, "Add up sub-goals")
    add(page)
    expect(row(page, title)).to_contain_text("Add sub-goals")
    expect(check(page, title)).to_have_count(0)
    assert made(server, title) == {"type": "rollup"}
    row(page, title).get_by_role("link").click()
    expect(page.locator("main h1")).to_have_text(title)
    expect(page.get_by_label("New sub-goal")).to_be_visible()
    expect(page.get_by_role("button", name="Check in")).to_have_count(0)


def test_a_habit_counts_up_by_one_tap_and_says_its_streak(open_page, server, unique):
    goal = weekly(server, unique("Meditate"), 4)
    page = open_page("/")
    expect(row(page, goal["title"])).to_contain_text("0 of 2 this week · streak 4 weeks")
    expect(row(page, goal["title"])).to_contain_text("2 more this week keep your streak")
    expect(check(page, goal["title"])).to_have_text("+1")
    check(page, goal["title"]).click()
    expect(row(page, goal["title"])).to_contain_text("1 of 2 this week · streak 4 weeks")
    expect(row(page, goal["title"]).locator("progress-bar")).to_have_attribute("aria-valuenow", "50")
    check(page, goal["title"]).click()
    expect(row(page, goal["title"])).to_contain_text("2 of 2 this week · streak 5 weeks")
    expect(row(page, goal["title"])).to_contain_text("Done for this week")
    settles(lambda: server.read(goal["id"])["progress"]["streak"] == 5)


def test_a_daily_habit_is_ticked_for_today_and_a_second_tap_takes_it_off(open_page, server, unique):
    goal = server.goal(unique("Floss"), [(-1, 1)], measure=habit(), start=server.day(-1))
    page = open_page("/")
    expect(row(page, goal["title"])).to_contain_text("Not yet today · streak 1 day")
    check(page, goal["title"]).click()
    expect(check(page, goal["title"])).to_have_attribute("aria-pressed", "true")
    expect(row(page, goal["title"])).to_contain_text("Done today · streak 2 days")
    settles(lambda: len(server.checkins(goal["id"])) == 2)
    check(page, goal["title"]).click()
    expect(toast(page, "open again")).to_be_visible()
    expect(check(page, goal["title"])).to_have_attribute("aria-pressed", "false")
    settles(lambda: [item["day"] for item in server.checkins(goal["id"])] == [server.day(-1)])


def test_a_habit_that_was_missed_says_what_makes_it_count_again(open_page, server, unique):
    goal = server.goal(unique("Neglected"), [(-20, 1)], measure=habit(), start=server.day(-20))
    page = open_page("/")
    expect(row(page, goal["title"])).to_contain_text("19 days missed")
    expect(row(page, goal["title"])).to_contain_text("19 days missed lately; one check-in makes today count")


def test_the_page_of_a_habit_shows_streaks_strength_and_twelve_weeks(open_page, server, unique):
    goal = weekly(server, unique("Yoga"), 4)
    page = open_page(f"/goals/{goal['id']}")
    facts = page.locator(".facts-list")
    expect(facts).to_contain_text(re.compile(r"Asked for\s*2× a week"))
    expect(facts).to_contain_text(re.compile(r"Streak\s*4 weeks"))
    expect(facts).to_contain_text(re.compile(r"Best streak\s*4 weeks"))
    expect(facts).to_contain_text(re.compile(r"Strength\s*\d+%"))
    grid = page.get_by_role("img", name=re.compile("The last 12 weeks, oldest first: 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 0. Done on 8 days"))
    expect(grid).to_be_visible()
    expect(grid.locator(".day[data-kind=done]")).to_have_count(8)
    expect(grid.locator(".day[data-today]")).to_have_count(1)


def test_a_day_of_a_habit_is_skipped_and_taken_back(open_page, server, unique):
    goal = server.goal(unique("Run"), [(-1, 1)], measure=habit(), start=server.day(-1))
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_label("Note", exact=True).fill("A cold")
    page.get_by_role("button", name="Skip this day").click()
    expect(page.locator(".big")).to_contain_text("Skipped today")
    expect(entries(page).first).to_contain_text("Skipped")
    expect(entries(page).first).to_contain_text("A cold")
    expect(page.locator(".facts-list")).to_contain_text(re.compile(r"Streak\s*1 day"))
    settles(lambda: server.checkins(goal["id"])[0]["skip"] is True)
    entries(page).first.get_by_role("button", name="Edit").click()
    form = page.get_by_role("form", name="Edit check-in")
    expect(form.get_by_label("Amount")).to_have_count(0)
    form.get_by_label("Note").fill("A bad cold")
    form.get_by_role("button", name="Save").click()
    expect(entries(page).first).to_contain_text("A bad cold")
    undo(page, "Day skipped")
    expect(entries(page)).to_have_count(1)
    expect(page.locator(".big")).to_contain_text("Not yet today")


def test_a_budget_says_what_may_still_be_used(open_page, server, unique):
    measure = {"type": "limit", "limit": 200, "unit": "€"}
    goal = server.goal(unique("Eating out"), [(-1, 120)], measure=measure, start=server.day(-20), due=server.day(19))
    page = open_page("/")
    expect(row(page, goal["title"])).to_contain_text("120 of 200 € used")
    expect(row(page, goal["title"])).to_contain_text("4 € a day")
    check(page, goal["title"]).click()
    page.locator(".ask input").fill("100")
    page.keyboard.press("Enter")
    expect(row(page, goal["title"])).to_contain_text("220 of 200 € used")
    expect(row(page, goal["title"])).to_contain_text("20 € over the limit")
    expect(row(page, goal["title"])).to_contain_text("Over the limit")
    settles(lambda: server.read(goal["id"])["progress"]["current"] == 220)
    page.goto(f"/goals/{goal['id']}")
    expect(page.locator(".big")).to_have_text("220 of 200 € used")
    expect(page.locator(".chart")).to_have_attribute("aria-label", re.compile("220 of 200 € used on"))


def test_a_range_says_in_which_way_to_go(open_page, server, unique):
    measure = {"type": "range", "low": 70, "high": 72, "unit": "kg"}
    goal = server.goal(unique("Weight"), [(-1, 71.2)], measure=measure, start=server.day(-20))
    page = open_page("/")
    expect(row(page, goal["title"])).to_contain_text("71.2 kg, within 70–72")
    check(page, goal["title"]).click()
    page.locator(".ask input").fill("73.1")
    page.keyboard.press("Enter")
    expect(row(page, goal["title"])).to_contain_text("73.1 kg, aim 70–72")
    expect(row(page, goal["title"])).to_contain_text("1.1 kg too high: bring it down to 72 kg")
    page.goto(f"/goals/{goal['id']}")
    expect(page.locator(".big")).to_have_text("73.1 kg, aim 70–72")
    expect(page.locator(".chart > .chart-target")).to_have_count(2)


def test_a_goal_of_sub_goals_says_how_far_they_are(open_page, server, unique):
    goal = server.goal(unique("Launch"), measure={"type": "rollup"}, due=server.day(30))
    server.goal(unique("Copy"), [(0, 1)], parent=goal["id"])
    child = server.goal(unique("Domain"), parent=goal["id"])
    page = open_page("/")
    expect(row(page, goal["title"])).to_contain_text("50% of 2 goals")
    check(page, child["title"]).click()
    expect(row(page, goal["title"])).to_contain_text("100% of 2 goals")
    expect(row(page, goal["title"])).to_contain_text("All sub-goals are done")


@pytest.mark.parametrize("label, fields, measure", [
    ("Stay in a range", {"Lowest": "1", "Highest": "2"}, {"type": "range", "unit": "km", "low": 1, "high": 2}),
    ("Stay under a limit", {"At most": "9"}, {"type": "limit", "unit": "km", "limit": 9, "aggregate": "sum"}),
    ("Build a habit", {"How often": "2"}, {"type": "habit", "unit": "km", "times": 2, "period": "day", "weekdays": None, "atMost": False}),
    ("Add up sub-goals", {}, {"type": "rollup"}),
    ("Just do it", {}, {"type": "done"}),
])
def test_a_measure_is_changed_to_another(open_page, server, unique, label, fields, measure):
    goal = server.goal(unique("Change"), measure={"type": "number", "unit": "km", "target": 5, "aggregate": "sum"})
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Edit goal").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label(label).check()
    for name, value in fields.items():
        dialog.get_by_role("textbox", name=name, exact=True).fill(value)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    settles(lambda: server.read(goal["id"])["measure"] == measure)
