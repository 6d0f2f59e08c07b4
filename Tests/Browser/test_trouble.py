"""When something is wrong: no server, no such page, a change that fails."""

import pytest
from playwright.sync_api import expect

from actions import check, row, settles, toast, until

BUSY = {"status": 503, "headers": {"Retry-After": "30"}, "content_type": "application/problem+json", "json": {"title": "Busy", "status": 503}}


@pytest.mark.refusals
def test_a_busy_server_is_told_calmly_and_retried(open_page, server, unique):
    goal = server.goal(unique("Patience"))
    page = open_page("/", prepare=lambda page: page.route("**/api/v1/goals?*", lambda route: route.fulfill(**BUSY)))
    expect(page.get_by_role("alert").filter(has_text="Your goals were not loaded: the server is busy.")).to_be_visible()
    page.unroute("**/api/v1/goals?*")
    page.get_by_role("button", name="Try again").click()
    expect(row(page, goal["title"])).to_be_visible()
    expect(page.locator(".banner")).to_have_count(0)


@pytest.mark.refusals
def test_a_check_in_that_fails_is_rolled_back_and_can_be_tried_again(open_page, server, unique):
    goal = server.running(unique("Rollback"))
    page = open_page("/")
    page.route("**/api/v1/goals/**", lambda route: route.fulfill(**BUSY))
    check(page, goal["title"]).click()
    failure = toast(page, "was not saved: the server is busy")
    expect(failure).to_be_visible()
    expect(row(page, goal["title"])).to_contain_text("60 of 500 km")
    page.unroute("**/api/v1/goals/**")
    failure.get_by_role("button", name="Try again").click()
    expect(row(page, goal["title"])).to_contain_text("66 of 500 km")
    expect(toast(page, "6 km added")).to_be_visible()


@pytest.mark.refusals
def test_quick_add_keeps_the_text_and_the_key_when_the_server_is_busy(open_page, server, unique):
    title, keys = unique("Stubborn"), []
    page = open_page("/")

    def refuse(route):
        if route.request.method != "POST":
            return route.continue_()
        keys.append(route.request.headers["idempotency-key"])
        return route.fulfill(**BUSY) if len(keys) == 1 else route.continue_()

    page.route("**/api/v1/goals", refuse)
    page.get_by_label("New goal").fill(title)
    page.keyboard.press("Enter")
    expect(page.locator("quick-add .form-error")).to_contain_text("The goal was not added: the server is busy")
    expect(page.get_by_label("New goal")).to_have_value(title)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, title)).to_be_visible()
    assert len(keys) == 2 and keys[0] == keys[1]
    settles(lambda: len(server.find(title)) == 1)


def test_an_unknown_address_is_answered_kindly(open_page):
    page = open_page("/nowhere/at/all")
    expect(page.locator("main h1")).to_have_text("There is nothing here")
    page.get_by_role("link", name="Today’s list").click()
    expect(page).to_have_title("Today · Goals")


@pytest.mark.refusals
def test_a_goal_that_does_not_exist_is_answered_kindly(open_page):
    page = open_page("/goals/01890000-0000-7000-8000-000000000000")
    expect(page.locator("main h1")).to_have_text("There is nothing here")


def test_back_returns_to_the_place_in_the_list(open_page, server, unique):
    mark = unique("Long list")
    for index in range(20):
        server.goal(f"{mark} {index}", due=server.day(100 + index))
    page = open_page(f"/?q={mark.split()[-1]}")
    last = row(page, f"{mark} 19")
    last.scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, 500)")
    until(page, "history.state?.scroll === 500")
    row(page, f"{mark} 6").get_by_role("link").click()
    expect(page.locator("main h1")).to_have_text(f"{mark} 6")
    expect(page.locator("main h1")).to_be_focused()
    page.go_back()
    expect(last).to_be_attached()
    until(page, "window.scrollY === 500")
    page.go_forward()
    expect(page.locator("main h1")).to_have_text(f"{mark} 6")


def test_the_security_policy_allows_only_own_scripts(browser, base_url):
    page = browser.new_page(base_url=base_url)
    page.goto("/")
    expect(page.locator("main h1")).to_be_visible()
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.intruder = 1' }))")
    assert page.evaluate("window.intruder") is None
    page.close()


def test_every_module_is_announced_in_the_page_so_that_none_waits_for_another(open_page):
    page = open_page("/")
    announced = page.evaluate("[...document.querySelectorAll('link[rel=modulepreload], script[type=module]')].map((each) => each.href || each.src)")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name).filter((name) => /[/]js[/]/.test(name) && !/theme[.]js$/.test(name))")
    assert sorted(set(announced)) == sorted(set(loaded))


def test_a_page_that_was_left_while_loading_changes_nothing(open_page, server, unique):
    goal = server.running(unique("Slow"))
    held = []
    page = open_page("/", prepare=lambda page: page.route(f"**/api/v1/goals/{goal['id']}", lambda route: held.append(route)))
    row(page, goal["title"]).get_by_role("link").click()
    expect(page).to_have_title(f"{goal['title']} · Goals")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_title("Today · Goals")
    with page.expect_response(f"**/api/v1/goals/{goal['id']}"):
        held[0].continue_()
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    expect(row(page, goal["title"])).to_be_visible()
    expect(page).to_have_title("Today · Goals")


def test_an_answer_that_comes_late_leaves_alone_what_is_typed_meanwhile(open_page, server, unique):
    title, next_title, held = unique("First"), unique("Second"), []
    page = open_page("/")
    page.route("**/api/v1/goals", lambda route: held.append(route))
    page.get_by_label("New goal").fill(title)
    with page.expect_request("**/api/v1/goals"):
        page.keyboard.press("Enter")
    page.get_by_label("New goal").fill(next_title)
    held[0].continue_()
    expect(row(page, title)).to_be_visible()
    expect(page.get_by_label("New goal")).to_have_value(next_title)
    settles(lambda: len(server.find(title)) == 1)
