"""What belongs together and in which order: tags, sub-goals, places, states, the archive, copies."""

import pytest
from playwright.sync_api import expect

from actions import check, row, settles, shows, titles, toast, undo


def test_a_tag_narrows_the_list_by_one_click(open_page, server, unique):
    tag = unique("t").replace(" ", "")
    goal, other = server.goal(unique("Tagged"), tags=[tag]), server.goal(unique("Plain"))
    page = open_page("/")
    row(page, goal["title"]).get_by_role("link", name=f"#{tag}").click()
    expect(row(page, other["title"])).to_have_count(0)
    expect(row(page, goal["title"])).to_be_visible()
    expect(page.get_by_role("combobox", name="Tag", exact=True)).to_have_value(tag)
    assert f"tag={tag}" in page.url
    page.goto(f"/goals/{goal['id']}")
    page.get_by_role("link", name=f"#{tag}").click()
    expect(page).to_have_title("Today · Goals")
    expect(page.locator("goal-row")).to_have_count(1)


def test_a_sub_goal_is_added_on_the_page_of_its_goal(open_page, server, unique):
    goal, title = server.goal(unique("Project")), unique("Step")
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Add a sub-goal").click()
    expect(page.get_by_label("New sub-goal")).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(row(page, title)).to_be_visible()
    (child,) = server.find(title)
    assert child["parent"] == goal["id"]
    row(page, title).get_by_role("link").click()
    expect(page.locator("main h1")).to_have_text(title)
    page.get_by_role("link", name=goal["title"]).click()
    expect(page.locator("main h1")).to_have_text(goal["title"])
    check(page, title).click()
    expect(check(page, title)).to_have_attribute("aria-pressed", "true")


def test_the_goal_above_is_chosen_and_left_in_the_dialog(open_page, server, unique):
    parent, goal = server.goal(unique("Above")), server.goal(unique("Below"))
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Edit goal").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    field = dialog.get_by_label("Part of")
    field.fill(parent["title"].split()[-1])
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("[data-field=parent] .field-error")).to_have_text("Choose a goal from the list, or leave it empty")
    expect(dialog.locator(f"datalist option[value='{parent['title']}']")).to_have_count(1)
    field.fill(parent["title"])
    dialog.get_by_label("Weight as a part").fill("2.5")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=parent["title"])).to_be_visible()
    changed = server.read(goal["id"])
    assert (changed["parent"], changed["weight"]) == (parent["id"], 2.5)
    page.get_by_role("button", name="Edit goal").click()
    expect(field).to_have_value(parent["title"])
    field.fill("")
    dialog.get_by_role("button", name="Save").click()
    settles(lambda: server.read(goal["id"])["parent"] is None)


@pytest.mark.refusals
def test_a_goal_is_never_below_itself(open_page, server, unique):
    goal = server.goal(unique("Top"))
    child = server.goal(unique("Child"), parent=goal["id"])
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Edit goal").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label("Part of").fill(child["title"])
    expect(dialog.locator(f"datalist option[value='{child['title']}']")).to_have_count(1)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("[data-field=parent] .field-error")).to_contain_text("below itself")


def family(server, unique):
    """A goal with two below it, and one beside it; in my order: beside, top, second, first."""
    mark = unique("f").split()[1]
    top = server.goal(f"Top {mark}")
    first = server.goal(f"First {mark}", parent=top["id"])
    second = server.goal(f"Second {mark}", parent=top["id"])
    beside = server.goal(f"Beside {mark}")
    return mark, [goal["title"] for goal in (top, first, second, beside)]


def test_sub_goals_stand_under_their_goal_in_my_order(open_page, server, unique):
    mark, (top, first, second, beside) = family(server, unique)
    page = open_page(f"/?sort=mine&q={mark}")
    shows(page, {top, first, second, beside}, [beside, top, second, first])
    expect(row(page, first)).to_have_attribute("data-depth", "1")
    expect(row(page, top)).to_have_attribute("data-depth", "0")


def test_goals_are_moved_by_buttons_and_keys(open_page, server, unique):
    mark, (top, first, second, beside) = family(server, unique)
    every = {top, first, second, beside}
    page = open_page(f"/?sort=mine&q={mark}")
    shows(page, every, [beside, top, second, first])
    row(page, first).get_by_role("button", name=f"Move {first} up").click()
    shows(page, every, [beside, top, first, second])
    expect(page.locator("#found")).to_have_text("Moved to place 1 of 2")
    expect(row(page, first).get_by_role("button", name=f"Move {first} up")).to_be_focused()
    row(page, beside).get_by_role("link").focus()
    page.keyboard.press("Alt+ArrowDown")
    shows(page, every, [top, first, second, beside])
    expect(row(page, beside).get_by_role("link")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#found")).to_have_text("It is the last already")
    settles(lambda: [goal["title"] for goal in server.call("GET", f"/goals?sort=position&q={mark}")["items"] if goal["title"] != top][:2] == [first, second])
    page.reload()
    shows(page, every, [top, first, second, beside])


@pytest.mark.refusals
def test_a_move_that_fails_is_taken_back(open_page, server, unique):
    mark, (top, first, second, beside) = family(server, unique)
    page = open_page(f"/?sort=mine&q={mark}")
    page.route("**/move", lambda route: route.fulfill(status=503, json={"title": "Busy", "status": 503}))
    row(page, first).get_by_role("button", name=f"Move {first} up").click()
    expect(toast(page, "was not moved")).to_be_visible()
    assert titles(page, {top, first, second, beside}) == [beside, top, second, first]


def test_sub_goals_are_moved_on_the_page_of_their_goal(open_page, server, unique):
    _, (top, first, second, _) = family(server, unique)
    (goal,) = server.find(top)
    page = open_page(f"/goals/{goal['id']}")
    shows(page, {first, second}, [second, first])
    row(page, second).get_by_role("button", name=f"Move {second} down").click()
    shows(page, {first, second}, [first, second])
    settles(lambda: [each["title"] for each in server.call("GET", f"/goals?sort=position&parent={goal['id']}")["items"]] == [first, second])


@pytest.mark.parametrize("button, message, state, filter", [
    ("Missed it", "Closed as missed", "missed", "Missed"), ("Let go", "Let go", "dropped", "Let go"), ("Mark done", "Marked as done", "done", "Done"),
])
def test_a_goal_is_closed_and_found_by_its_state(open_page, server, unique, button, message, state, filter):
    goal = server.goal(unique("Close"))
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".headline")).to_contain_text(message)
    settles(lambda: server.read(goal["id"])["state"] == state)
    page.get_by_role("link", name="Today").click()
    page.get_by_label("Status").select_option(filter)
    expect(row(page, goal["title"])).to_be_visible()


def test_the_archive_takes_a_goal_out_of_the_list_and_gives_it_back(open_page, server, unique):
    goal = server.goal(unique("Old"))
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Archive").click()
    expect(page.locator(".headline")).to_contain_text("Archived")
    page.get_by_role("link", name="Today").click()
    expect(row(page, goal["title"])).to_have_count(0)
    page.get_by_label("Status").select_option("Archived")
    expect(row(page, goal["title"])).to_be_visible()
    undo(page, "is in the archive")
    settles(lambda: server.read(goal["id"])["archivedAt"] is None)


def test_a_goal_is_copied_with_its_sub_goals_and_dates_moved(open_page, server, unique):
    goal, title = server.goal(unique("Spring"), start=server.day(-30), due=server.day(-1), tags=["x"]), unique("Next spring")
    child = server.goal(unique("Sow"), parent=goal["id"])
    page = open_page(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Copy…").click()
    dialog = page.get_by_role("dialog", name="Copy goal")
    dialog.get_by_label("Title").fill(title)
    dialog.get_by_role("button", name="Copy").click()
    expect(page.locator("main h1")).to_have_text(title)
    expect(row(page, child["title"])).to_be_visible()
    (copy,) = server.find(title)
    assert (copy["start"], copy["due"], copy["tags"]) == (server.day(), server.day(29), ["x"])
