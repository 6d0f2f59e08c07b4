"""The line that makes goals understands what people write."""

import pytest
from playwright.sync_api import expect

from actions import row, settles

BUSY = {"status": 503, "headers": {"Retry-After": "30"}, "content_type": "application/problem+json", "json": {"title": "Busy", "status": 503}}


@pytest.fixture
def line(page):
    return page.get_by_label("New goal")


def chips(page):
    return page.locator("quick-add .chip")


def test_what_is_understood_stands_below_as_one_types_and_enter_adds_it(page, line, server, unique):
    title = unique("Run")
    line.press_sequentially(f"{title} 500 km by Dec 31 #health !1")
    expect(chips(page)).to_have_text(["0 → 500 km, adds up", "due 31 Dec", "Low priority", "#health"])
    page.keyboard.press("Enter")
    expect(row(page, title)).to_contain_text("0 of 500 km")
    expect(chips(page)).to_have_count(0)
    expect(line).to_have_value("")
    expect(line).to_be_focused()
    goal = next(each for each in server.call("GET", f"/goals?q={title.split()[-1]}")["items"])
    server.made.append(goal["id"])
    assert goal["measure"] == {"type": "number", "unit": "km", "baseline": 0, "target": 500, "aggregate": "sum"}
    assert (goal["due"][5:], goal["tags"], goal["priority"]) == ("12-31", ["health"], 1)


def test_enter_does_not_wait_for_the_chips(page, line, server, unique):
    title = unique("Meditate")
    line.fill(f"{title} 5x a week")
    page.keyboard.press("Enter")
    expect(row(page, title)).to_contain_text("this week")
    settles(lambda: server.find(title)[0]["measure"]["times"] == 5)


def test_escape_clears_the_line_and_its_chips(page, line):
    line.fill("Read 24 books #learning")
    expect(chips(page)).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(line).to_have_value("")
    expect(chips(page)).to_have_count(0)
    expect(line).to_be_focused()
    page.keyboard.press("Escape")
    expect(line).not_to_be_focused()


def test_the_details_follow_the_line_until_they_are_set_by_hand(page, line, server, unique):
    title = unique("Swim")
    page.locator("quick-add summary").click()
    line.fill(f"{title} 40 km #sport")
    expect(page.get_by_label("To", exact=True)).to_have_value("40")
    expect(page.get_by_label("Tags")).to_have_value("sport")
    page.get_by_label("Tags").fill("water")
    expect(chips(page)).to_have_text(["0 → 40 km, adds up"])
    line.fill(f"{title} 50 km #sport")
    expect(page.get_by_label("To", exact=True)).to_have_value("50")
    expect(page.get_by_label("Tags")).to_have_value("water")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, title)).to_contain_text("0 of 50 km")
    settles(lambda: server.call("GET", f"/goals?q={title.split()[-1]}")["items"][0]["tags"] == ["water"])


def test_a_sub_goal_is_added_under_the_goal_that_the_line_names(page, line, server, unique):
    parent, title = server.goal(unique("Ship"), measure={"type": "rollup"}), unique("Launch")
    line.fill(f"{parent['title']} / {title} (weight 2)")
    expect(chips(page).filter(has_text=f"part of “{parent['title']}”")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(row(page, title)).to_contain_text(f"part of {parent['title']}")
    (goal,) = server.find(title)
    assert (goal["parent"], goal["weight"]) == (parent["id"], 2)


def test_a_goal_above_that_does_not_exist_stays_in_the_title(page, line, server, unique):
    parent, title = unique("Nowhere"), unique("Lost")
    line.fill(f"{parent} / {title}")
    expect(chips(page)).to_have_text([f"no goal “{parent}” yet"])
    page.keyboard.press("Enter")
    expect(row(page, title)).to_contain_text(f"{parent} / {title}")
    settles(lambda: len(server.find(f"{parent} / {title}")) == 1)


@pytest.mark.refusals
def test_a_line_that_nobody_can_read_makes_a_plain_goal(page, line, server, unique):
    title = unique("Run 500 km by Dec 31 #health")
    page.route("**/api/v1/goals/parse", lambda route: route.fulfill(**BUSY))
    line.fill(title)
    page.keyboard.press("Enter")
    expect(row(page, title)).to_be_visible()
    (goal,) = server.find(title)
    assert goal["measure"] == {"type": "done"}
