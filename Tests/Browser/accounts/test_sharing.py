"""A goal that anybody may read who has its link."""

import pytest
from playwright.sync_api import expect


@pytest.mark.refusals
def test_a_goal_is_shared_by_a_link_made_anew_and_removed(signed_in, open_page, person):
    bea = person()
    goal = bea.running("Run 500 km", notes="Easy <b>pace</b>.\nLong run on Sundays.")
    page = signed_in(bea, f"/goals/{goal['id']}")
    page.get_by_role("button", name="Share…").click()
    dialog = page.get_by_role("dialog", name="Share “Run 500 km”")
    expect(dialog).to_contain_text("anybody who has it can read")
    dialog.get_by_role("button", name="Make a link").click()
    group = dialog.get_by_role("group", name="Link")
    expect(group).to_contain_text("/shared#gl_")
    first = group.inner_text()

    guest = open_page(first)
    expect(guest.locator("main h1")).to_have_text("Run 500 km")
    expect(guest.locator(".headline")).to_contain_text("60")
    expect(guest.locator(".prose")).to_have_text("Easy <b>pace</b>.\nLong run on Sundays.")
    expect(guest.locator(".chart")).to_be_visible()
    expect(guest.locator(".goal-entries li")).to_have_count(4)
    expect(guest.locator("main").get_by_role("button")).to_have_count(0)
    guest.reload()
    expect(guest.locator("main h1")).to_have_text("Run 500 km")

    dialog.get_by_role("button", name="Make anew").click()
    expect(group).not_to_have_text(first)
    second = group.inner_text()
    expect(open_page(first).locator("main h1")).to_have_text("This link does not work")
    expect(open_page(second).locator("main h1")).to_have_text("Run 500 km")
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Share…").click()
    expect(dialog).to_contain_text("The link itself is not kept")
    dialog.get_by_role("button", name="Remove link").click()
    expect(dialog.get_by_role("button", name="Make a link")).to_be_focused()
    expect(open_page(second).locator("main h1")).to_have_text("This link does not work")


@pytest.mark.parametrize("measure, checkins", [
    ({"type": "habit", "times": 3, "period": "week"}, [(-9, 1), (-1, 1)]),
    ({"type": "done"}, [(0, 1)]),
    ({"type": "rollup"}, []),
    ({"type": "range", "low": 70, "high": 72, "unit": "kg"}, [(-9, 73), (-1, 71)]),
])
def test_each_measure_is_shown_to_a_guest(open_page, person, measure, checkins):
    bea = person()
    goal = bea.goal("Of any kind", checkins, measure=measure, start=bea.day(-20), due=bea.day(20))
    page = open_page(bea.call("POST", f"/goals/{goal['id']}/link")["path"])
    expect(page.locator("main h1")).to_have_text("Of any kind")
    expect(page.locator(".goal-entries li")).to_have_count(len(checkins))
