"""Everything without a pointer."""

from playwright.sync_api import expect

from actions import check, row, settles, toast


def test_the_main_flow_needs_no_pointer(page, server, unique):
    title = unique("Keyboard")
    page.keyboard.press("n")
    expect(page.get_by_label("New goal")).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(row(page, title)).to_be_visible()
    (goal,) = server.find(title)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type(title)
    expect(page.locator("goal-row")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(row(page, title).get_by_role("link")).to_be_focused()
    page.keyboard.press("c")
    expect(check(page, title)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("u")
    expect(check(page, title)).to_have_attribute("aria-pressed", "false")
    expect(toast(page, "taken back")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text(title)
    page.keyboard.press("e")
    expect(page.get_by_role("dialog", name="Edit goal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_title("Today · Goals")
    settles(lambda: server.checkins(goal["id"]) == [])


def test_tab_reaches_the_button_and_the_title_of_a_row(open_page, server, unique):
    goal = server.goal(unique("Tab"))
    page = open_page(f"/?q={goal['title'].split()[-1]}")
    check(page, goal["title"]).focus()
    page.keyboard.press("Tab")
    expect(row(page, goal["title"]).get_by_role("link")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(check(page, goal["title"])).to_have_attribute("aria-pressed", "true")
    expect(check(page, goal["title"])).to_be_focused()
    settles(lambda: len(server.checkins(goal["id"])) == 1)


def test_j_and_k_move_between_rows_and_e_edits(open_page, server, unique):
    mark = unique("Row")
    for letter in "ab":
        server.goal(f"{letter} {mark}")
    page = open_page(f"/?q={mark.split()[-1]}&sort=title")
    expect(page.locator("goal-row")).to_have_count(2)
    links = page.locator("goal-row").get_by_role("link")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_role("dialog", name="Edit goal").get_by_label("Title")).to_have_value(f"a {mark}")


def test_shortcuts_rest_while_someone_types(page):
    page.get_by_label("New goal").focus()
    page.keyboard.type("?n/gt")
    expect(page.get_by_label("New goal")).to_have_value("?n/gt")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_list_of_shortcuts_opens_and_closes(page):
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Add a goal")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_skip_link_leads_to_the_content(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
