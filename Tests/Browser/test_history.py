"""What happened and what was said: comments, history with undo, days off; and when a day begins."""

import re

import pytest
from playwright.sync_api import expect

from actions import entries, row, settles, undo


@pytest.fixture
def goal(server, unique):
    return server.running(unique("Cycle"))


@pytest.fixture
def page(open_page, goal):
    return open_page(f"/goals/{goal['id']}")


def comments(server, goal):
    return [item["body"] for item in server.call("GET", f"/goals/{goal['id']}/comments")["items"]]


def test_a_comment_is_written_edited_and_deleted_with_undo(page, goal, server):
    page.get_by_label("New comment").fill("Slept badly.\nNext week <b>again</b>.")
    page.get_by_role("button", name="Comment", exact=True).click()
    shown = page.locator(".comment")
    expect(shown.locator(".prose")).to_have_text("Slept badly.\nNext week <b>again</b>.")
    expect(page.get_by_label("New comment")).to_have_value("")
    shown.get_by_role("button", name="Edit comment").click()
    page.get_by_label("Comment", exact=True).fill("Slept well.")
    page.locator(".comments").get_by_role("button", name="Save").click()
    expect(shown.locator(".prose")).to_have_text("Slept well.")
    settles(lambda: comments(server, goal) == ["Slept well."])
    shown.get_by_role("button", name="Delete comment").click()
    expect(shown).to_have_count(0)
    undo(page, "Comment deleted")
    expect(shown.locator(".prose")).to_have_text("Slept well.")


@pytest.mark.refusals
def test_a_comment_that_is_refused_keeps_its_text(page):
    page.get_by_label("New comment").fill("   ")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("goal-comments .field-error")).to_be_visible()
    page.route("**/comments", lambda route: route.fulfill(status=503, json={"title": "Busy", "status": 503}))
    page.get_by_label("New comment").fill("Do not lose me")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("goal-comments .field-error")).to_contain_text("the server is busy")
    expect(page.get_by_label("New comment")).to_have_value("Do not lose me")


def test_any_change_in_the_history_is_taken_back(page, goal, server):
    server.update(goal["id"], priority=3, due=server.day(40))
    page.reload()
    page.locator("summary", has_text="History").click()
    lines = page.locator(".history li")
    expect(lines.first).to_contain_text("Priority: none → High priority")
    expect(lines.first).to_contain_text(re.compile(r"Due: .* → "))
    expect(lines.last).to_contain_text("Goal added")
    expect(lines).to_have_count(6)
    page.get_by_role("button", name=re.compile("Undo: Checked in: 6 km")).click()
    expect(page.locator(".big")).to_have_text("54 of 500 km")
    expect(entries(page)).to_have_count(3)
    expect(lines.first).to_contain_text("Check-in deleted: 6 km")
    page.get_by_role("button", name=re.compile("Undo: Priority")).or_(page.get_by_role("button", name=re.compile("Undo: Due"))).click()
    expect(lines.first).to_contain_text("High priority → none")
    settles(lambda: (server.read(goal["id"])["priority"], server.read(goal["id"])["due"]) == (0, goal["due"]))


@pytest.mark.refusals
def test_what_was_changed_again_since_cannot_be_taken_back(page, goal, server):
    server.update(goal["id"], priority=3)
    server.update(goal["id"], priority=1)
    page.reload()
    page.locator("summary", has_text="History").click()
    page.get_by_role("button", name="Undo: Priority: none → High priority").click()
    expect(page.get_by_role("alert").filter(has_text="has been changed since")).to_be_visible()
    assert server.read(goal["id"])["priority"] == 1


def test_days_off_of_a_goal(page, goal, server):
    page.get_by_role("button", name="Days off…").click()
    dialog = page.get_by_role("dialog", name="Days off")
    dialog.get_by_label("Last day").fill(server.day(3))
    dialog.get_by_label("Note").fill("Knee")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.locator(".pause")).to_contain_text("Knee")
    expect(page.locator(".headline")).to_contain_text("Paused")
    (pause,) = server.call("GET", f"/pauses?goal={goal['id']}")["items"]
    assert (pause["first"], pause["last"], pause["goal"]) == (server.day(), server.day(3), goal["id"])
    dialog.get_by_role("button", name=re.compile("Delete pause")).click()
    expect(dialog.locator(".pause")).to_have_count(0)
    expect(page.locator(".headline")).to_contain_text("behind")


@pytest.mark.refusals
def test_days_off_that_end_before_they_begin_are_refused_at_their_field(page, server):
    page.get_by_role("button", name="Days off…").click()
    dialog = page.get_by_role("dialog", name="Days off")
    dialog.get_by_label("Last day").fill(server.day(-3))
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.locator("[data-field=last] .field-error")).to_contain_text("must not lie before the first")
    expect(dialog.get_by_label("Last day")).to_be_focused()


def test_on_holiday_everything_rests(open_page, goal, server):
    page = open_page("/")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="On holiday…").click()
    dialog = page.get_by_role("dialog", name="On holiday")
    dialog.get_by_label("Last day").fill(server.day(9))
    dialog.get_by_role("button", name="Add").click()
    try:
        expect(dialog.locator(".pause")).to_have_count(1)
        dialog.get_by_role("button", name="Close").click()
        expect(page.locator(".summary")).to_contain_text("On holiday until")
        expect(row(page, goal["title"])).to_contain_text("Resting")
    finally:
        for pause in server.call("GET", "/pauses")["items"]:
            if pause["goal"] is None:
                server.call("DELETE", f"/pauses/{pause['id']}")


def test_when_a_day_and_a_week_begin_is_set(open_page, server):
    before = server.call("GET", "/me")
    page = open_page("/")
    page.keyboard.press(",")
    dialog = page.get_by_role("dialog", name="Settings")
    dialog.get_by_label("Time zone").fill("Pacific/Auckland")
    dialog.get_by_label("My day starts at").select_option("04:00")
    dialog.get_by_label("My week starts on").select_option("Sunday")
    dialog.get_by_role("button", name="Save").click()
    try:
        expect(dialog).to_have_count(0)
        me = server.call("GET", "/me")
        assert (me["timeZone"], me["dayStartHour"], me["weekStart"]) == ("Pacific/Auckland", 4, 7)
    finally:
        server.call("PATCH", "/me", {key: before[key] for key in ("timeZone", "dayStartHour", "weekStart") if before[key] is not None})


@pytest.mark.refusals
def test_a_time_zone_that_is_none_is_told_at_its_field(open_page):
    page = open_page("/")
    page.get_by_role("button", name="Settings").click()
    dialog = page.get_by_role("dialog", name="Settings")
    dialog.get_by_label("Time zone").fill("Mars/Olympus")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("[data-field=timeZone] .field-error")).to_contain_text("name of a time zone")
    expect(dialog.get_by_label("Time zone")).to_have_value("Mars/Olympus")
