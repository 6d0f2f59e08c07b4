"""A goal's page: chart, check-ins, editing in place, trash."""

import re

import pytest
from playwright.sync_api import expect

from actions import entries, row, settles, toast, undo


@pytest.fixture
def goal(server, unique):
    return server.running(unique("Cycle"), notes="By the river.\nNot in the rain.", tags=["health"])


@pytest.fixture
def page(open_page, goal):
    page = open_page(f"/goals/{goal['id']}")
    expect(page.locator(".chart")).to_be_visible()
    return page


def test_a_deep_link_reloads_with_title_facts_and_chart(page, goal):
    page.reload()
    expect(page).to_have_title(f"{goal['title']} · Goals")
    expect(page.locator("main h1")).to_have_text(goal["title"])
    expect(page.locator(".big")).to_have_text("60 of 500 km")
    facts = page.locator(".facts-list")
    expect(facts).to_contain_text(re.compile(r"Pace\s*\d+ days behind"))
    expect(facts).to_contain_text(re.compile(r"To get there\s*\d+ km a day"))
    expect(facts).to_contain_text(re.compile(r"At this pace\s*\S"))
    expect(facts).to_contain_text(re.compile(r"Last check-in\s*2 days ago, 6 km"))
    expect(facts).to_contain_text(re.compile(r"Check-ins\s*4"))
    expect(page.locator(".chart")).to_have_attribute("aria-label", re.compile(r"60 of 500 km on .*the plan says .*km today"))
    for line in ("line", "plan", "forecast", "today"):
        expect(page.locator(f".chart > .chart-{line}")).to_have_count(1)
    expect(page.locator(".prose")).to_have_text(goal["notes"])


def test_a_check_in_moves_the_number_and_the_chart(page, goal):
    before = page.locator(".chart > .chart-line").get_attribute("d")
    page.get_by_label("Amount (km)").fill("10.5")
    page.get_by_label("Note", exact=True).fill("Against the wind")
    page.get_by_role("button", name="Check in").click()
    expect(page.locator(".big")).to_contain_text("70.5")
    expect(entries(page)).to_have_count(5)
    expect(entries(page).first).to_contain_text("+10.5 km")
    expect(entries(page).first).to_contain_text("Against the wind")
    expect(page.locator(".chart > .chart-line")).not_to_have_attribute("d", before)
    undo(page, "Checked in")
    expect(entries(page)).to_have_count(4)
    expect(page.locator(".big")).to_contain_text("60")


def test_a_forgotten_check_in_is_entered_for_its_day(page, goal, server):
    page.get_by_label("Amount (km)").fill("3")
    page.get_by_label("Day", exact=True).fill(server.day(-30))
    page.get_by_role("button", name="Check in").click()
    expect(entries(page)).to_have_count(5)
    expect(entries(page).nth(2)).to_contain_text("30 days ago")
    settles(lambda: {item["day"]: item["value"] for item in server.checkins(goal["id"])}[server.day(-30)] == 3)


def test_a_check_in_is_edited_where_it_stands(page, goal, server):
    entries(page).first.get_by_role("button", name="Edit").click()
    form = page.get_by_role("form", name="Edit check-in")
    expect(form.get_by_label("Amount (km)")).to_have_value("6")
    form.get_by_label("Amount (km)").fill("16")
    form.get_by_label("Note").fill("Twice around")
    form.get_by_role("button", name="Save").click()
    expect(entries(page).first).to_contain_text("+16 km")
    expect(entries(page).first).to_contain_text("Twice around")
    expect(page.locator(".big")).to_contain_text("70")
    settles(lambda: server.checkins(goal["id"])[0]["note"] == "Twice around")


@pytest.mark.refusals
def test_a_check_in_that_is_refused_keeps_what_was_typed(page):
    page.route("**/checkins", lambda route: route.fulfill(status=422, content_type="application/problem+json", json={
        "title": "Unprocessable", "status": 422, "errors": [{"field": "day", "message": "must not be in the future"}]}))
    page.get_by_label("Amount (km)").fill("7")
    page.get_by_role("button", name="Check in").click()
    expect(page.locator("[data-field=day] .field-error")).to_have_text("Must not be in the future")
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    expect(page.get_by_label("Amount (km)")).to_have_value("7")


def test_a_deleted_check_in_comes_back_with_undo(page, goal, server):
    before = server.checkins(goal["id"])
    entries(page).nth(1).get_by_role("button", name="Delete").click()
    expect(entries(page)).to_have_count(3)
    expect(page.locator(".big")).to_contain_text("46")
    undo(page, "Check-in deleted")
    expect(entries(page)).to_have_count(4)
    expect(page.locator(".big")).to_contain_text("60")
    settles(lambda: [(item["day"], item["value"]) for item in server.checkins(goal["id"])] == [(item["day"], item["value"]) for item in before])


def test_the_title_is_edited_in_place(page, goal, server, unique):
    title = unique("Cycle further")
    page.get_by_role("button", name="Edit title").click()
    expect(page.get_by_label("Title")).to_be_focused()
    page.get_by_label("Title").fill(title)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text(title)
    expect(page).to_have_title(f"{title} · Goals")
    settles(lambda: server.read(goal["id"])["title"] == title)


def test_escape_leaves_a_title_as_it_was(page, goal, server):
    page.get_by_role("button", name="Edit title").click()
    page.get_by_label("Title").fill("Something else")
    page.keyboard.press("Escape")
    expect(page.locator("main h1")).to_have_text(goal["title"])
    expect(page.get_by_role("button", name="Edit title")).to_be_focused()
    settles(lambda: server.read(goal["id"])["title"] == goal["title"])


@pytest.mark.refusals
def test_a_title_that_is_refused_says_why_and_stays(page):
    page.get_by_role("button", name="Edit title").click()
    page.get_by_label("Title").fill("x" * 201)
    page.keyboard.press("Enter")
    expect(page.locator("[field=title] .field-error")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("x" * 201)


def test_notes_are_edited_in_place_with_their_line_breaks(page, goal, server):
    page.get_by_role("button", name="Edit notes").click()
    page.get_by_label("Notes").fill("One\n\nTwo <b>")
    page.locator("[field=notes]").get_by_role("button", name="Save").click()
    expect(page.locator(".prose")).to_have_text("One\n\nTwo <b>")
    settles(lambda: server.read(goal["id"])["notes"] == "One\n\nTwo <b>")


def test_everything_else_is_edited_in_a_dialog(page, goal, server):
    page.get_by_role("button", name="Edit goal").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label("To", exact=True).fill("100")
    dialog.get_by_label("Due", exact=True).fill(server.day(100))
    dialog.get_by_label("Priority").select_option("Low")
    dialog.get_by_label("Tags").fill("health spring")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".big")).to_have_text("60 of 100 km")
    expect(page.locator(".meta")).to_contain_text("#spring")
    expect(page.get_by_role("button", name="Edit goal")).to_be_focused()
    changed = server.read(goal["id"])
    assert (changed["measure"]["target"], changed["priority"], changed["tags"]) == (100, 1, ["health", "spring"])
    assert changed["notes"] == goal["notes"]


@pytest.mark.refusals
def test_the_dialog_shows_refusals_at_their_fields(page, server):
    page.get_by_role("button", name="Edit goal").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label("Due", exact=True).fill(server.day(-300))
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("Due", exact=True)).to_be_focused()
    expect(dialog.locator("[data-field=due] .field-error")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_goal_is_paused_resumed_and_closed_with_undo(page, goal, server):
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".headline")).to_contain_text("Paused")
    page.get_by_role("button", name="Resume").click()
    expect(page.locator(".headline")).to_contain_text("behind")
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator(".headline")).to_contain_text("Marked as done")
    undo(page, "Marked as done")
    expect(page.locator(".headline")).to_contain_text("behind")
    settles(lambda: server.read(goal["id"])["state"] == "active")


def test_a_deleted_goal_comes_back_with_undo(page, goal, server):
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page).to_have_title("Today · Goals")
    expect(row(page, goal["title"])).to_have_count(0)
    settles(lambda: server.read(goal["id"])["deletedAt"])
    undo(page, "in the trash")
    expect(row(page, goal["title"])).to_be_visible()
    settles(lambda: server.read(goal["id"])["deletedAt"] is None)


def test_the_trash_restores_a_goal(open_page, goal, server):
    server.delete(goal["id"])
    page = open_page("/")
    page.get_by_role("link", name="Trash").click()
    expect(page).to_have_title("Trash · Goals")
    expect(page.locator("main h1")).to_be_focused()
    page.get_by_role("button", name=f"Restore {goal['title']}").click()
    expect(page.locator(".trash-entry").filter(has_text=goal["title"])).to_have_count(0)
    expect(toast(page, "is back")).to_be_visible()
    page.get_by_role("link", name="Goals", exact=True).click()
    expect(row(page, goal["title"])).to_be_visible()


def test_the_page_of_a_goal_in_the_trash_offers_to_restore_it(open_page, goal, server):
    server.delete(goal["id"])
    page = open_page(f"/goals/{goal['id']}")
    expect(page.locator(".banner")).to_contain_text("in the trash")
    expect(page.get_by_role("button", name="Check in")).to_have_count(0)
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".banner")).to_have_count(0)
    expect(page.get_by_role("button", name="Check in")).to_be_visible()
    settles(lambda: server.read(goal["id"])["deletedAt"] is None)


@pytest.mark.refusals
def test_two_tabs_that_edit_one_title_lose_no_text(page, open_page, goal, server, unique):
    mine, theirs = unique("Mine"), unique("Theirs")
    page.get_by_role("button", name="Edit title").click()
    page.get_by_label("Title").fill(mine)
    other = open_page(f"/goals/{goal['id']}")
    other.get_by_role("button", name="Edit title").click()
    other.get_by_label("Title").fill(theirs)
    other.keyboard.press("Enter")
    expect(other.locator("main h1")).to_have_text(theirs)
    page.get_by_label("Title").press("Enter")
    expect(page.locator("[field=title] .form-error")).to_contain_text(f"It now reads “{theirs}”")
    expect(page.get_by_label("Title")).to_have_value(mine)
    settles(lambda: server.read(goal["id"])["title"] == theirs)
    page.get_by_label("Title").press("Enter")
    expect(page.locator("main h1")).to_have_text(mine)
    settles(lambda: server.read(goal["id"])["title"] == mine)


@pytest.mark.refusals
def test_two_tabs_that_edit_different_fields_both_win(page, goal, server, unique):
    title = unique("Renamed")
    page.get_by_role("button", name="Edit title").click()
    page.get_by_label("Title").fill(title)
    server.update(goal["id"], notes="Written elsewhere")
    page.get_by_label("Title").press("Enter")
    expect(page.locator("main h1")).to_have_text(title)
    expect(page.locator(".prose")).to_have_text("Written elsewhere")
    after = server.read(goal["id"])
    assert (after["title"], after["notes"]) == (title, "Written elsewhere")


@pytest.mark.refusals
def test_the_dialog_tells_what_changed_elsewhere(page, goal, server):
    page.get_by_role("button", name="Edit goal").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label("Tags").fill("mine")
    server.update(goal["id"], tags=["theirs"])
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".form-error")).to_contain_text("The tags changed elsewhere meanwhile")
    expect(dialog.get_by_label("Tags")).to_have_value("mine")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    settles(lambda: server.read(goal["id"])["tags"] == ["mine"])


def test_a_goal_that_is_simply_done_has_words_instead_of_a_chart(open_page, server, unique):
    goal = server.goal(unique("Sign the lease"), due=server.day(20))
    page = open_page(f"/goals/{goal['id']}")
    expect(page.locator(".big")).to_have_text("Not done yet")
    expect(page.locator(".chart")).to_have_count(0)
    page.get_by_role("button", name="Check in").click()
    expect(page.locator(".big")).to_have_text("Done")
    expect(entries(page)).to_have_count(1)
