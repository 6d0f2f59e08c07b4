"""Spaces: invitations, members and their roles, and what each role sees."""

import pytest
from playwright.sync_api import expect

from accounts.conftest import PASSWORD, address
from actions import check, row, settles, toast


@pytest.fixture
def family(person):
    """A space of Bea's, with a goal."""
    bea = person("Bea Bell")
    space = bea.space("Family")
    return bea, space, bea.running("Save for the trip", space=space["id"], notes="Every little helps.")


def member(person, family, role, name="Dan Dale"):
    bea, space, _ = family
    other = person(name)
    other.join(bea.invite(space, role))
    return other


def made_link(page):
    return page.get_by_role("dialog", name="The invitation").get_by_role("group", name="Link").inner_text()


def test_a_space_is_made_renamed_and_deleted(signed_in, person):
    bea = person()
    page = signed_in(bea, "/")
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("link", name="Spaces").click()
    expect(page.locator(".spaces li")).to_have_count(1)
    page.get_by_role("button", name="New space…").click()
    page.get_by_label("Name", exact=True).fill("Choir")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Choir")
    page.get_by_role("button", name="Rename…").click()
    page.get_by_label("Name", exact=True).fill("Big choir")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Big choir")
    page.get_by_role("button", name="Delete…").click()
    dialog = page.get_by_role("dialog", name="Delete Big choir?")
    expect(dialog).to_contain_text("lost at once and for good")
    dialog.get_by_role("button", name="Delete everything").click()
    expect(page.locator("main h1")).to_have_text("Spaces")
    expect(page.locator(".spaces li")).to_have_count(1)
    assert len(bea.call("GET", "/spaces")["items"]) == 1


@pytest.mark.refusals
def test_somebody_new_joins_by_an_invitation(signed_in, open_page, family):
    bea, space, goal = family
    page = signed_in(bea, f"/spaces/{space['id']}")
    page.get_by_role("button", name="Invite…").click()
    page.get_by_label("As", exact=True).select_option("Commenter")
    page.get_by_role("button", name="Create link").click()
    link = made_link(page)
    assert "/invite#gi_" in link
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-part=invitations] li")).to_have_count(1)

    guest = open_page(link)
    expect(guest.locator(".invitation")).to_contain_text("Bea Bell invites you to the space Family.")
    expect(guest.locator(".invitation")).to_contain_text("a commenter")
    assert guest.url.endswith("/invite")
    guest.get_by_label("Name", exact=True).fill("Gus Green")
    guest.get_by_label("E-mail").fill(address("gus"))
    guest.get_by_label("Password", exact=True).fill(PASSWORD)
    guest.get_by_role("button", name="Sign up and join").click()
    expect(row(guest, goal["title"])).to_contain_text("Family")
    page.reload()
    expect(page.locator("[data-part=members] li").filter(has_text="Gus Green").get_by_role("combobox")).to_have_value("commenter")
    expect(page.locator("[data-part=invitations] li")).to_have_count(0)

    again = open_page(link)
    expect(again.locator("main h1")).to_have_text("This invitation does not work")


def test_somebody_with_an_account_signs_in_and_joins(open_page, person, family):
    bea, space, _ = family
    dan = person("Dan Dale")
    page = open_page(f"/invite#{bea.invite(space, 'viewer')}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("E-mail").fill(dan.email)
    page.get_by_label("Password", exact=True).fill(dan.password)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Family")
    assert page.url.endswith(f"/spaces/{space['id']}")


@pytest.mark.refusals
def test_somebody_who_is_signed_in_joins_with_one_press(signed_in, person, family):
    bea, space, _ = family
    dan = person("Dan Dale")
    page = signed_in(dan, f"/invite#{bea.invite(space, 'editor')}")
    page.reload()
    page.get_by_role("button", name="Join as Dan Dale").click()
    expect(page.locator("main h1")).to_have_text("Family")
    expect(page.locator(".summary")).to_contain_text("an editor")


@pytest.mark.refusals
def test_an_invitation_is_withdrawn(signed_in, open_page, family):
    bea, space, _ = family
    secret = bea.invite(space, "viewer")
    page = signed_in(bea, f"/spaces/{space['id']}")
    page.get_by_role("button", name="Withdraw").click()
    expect(toast(page, "is withdrawn")).to_be_visible()
    guest = open_page(f"/invite#{secret}")
    expect(guest.locator("main h1")).to_have_text("This invitation does not work")


@pytest.mark.refusals
def test_roles_are_changed_and_members_removed(signed_in, person, family):
    bea, space, _ = family
    member(person, family, "viewer")
    page = signed_in(bea, f"/spaces/{space['id']}")
    item = page.locator("[data-part=members] li").filter(has_text="Dan Dale")
    item.get_by_label("Role of Dan Dale").select_option("Editor")
    expect(toast(page, "Dan Dale is now editor")).to_be_visible()
    settles(lambda: {each["name"]: each["role"] for each in bea.call("GET", f"/spaces/{space['id']}/members")["items"]}["Dan Dale"] == "editor")
    page.locator("[data-part=members] li").filter(has_text="you").get_by_role("combobox").select_option("Viewer")
    expect(toast(page, "Somebody must own the space")).to_be_visible()
    item.get_by_role("button", name="Remove Dan Dale").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(item).to_have_count(0)


def test_a_member_leaves(signed_in, person, family):
    _, space, goal = family
    dan = member(person, family, "editor")
    page = signed_in(dan, f"/spaces/{space['id']}")
    expect(page.locator("[data-part=members]").get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("button", name="Invite…")).to_have_count(0)
    page.get_by_role("button", name="Leave…").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave").click()
    expect(page.locator(".spaces li")).to_have_count(1)
    page.get_by_role("link", name="Goals", exact=True).click()
    expect(page.get_by_label("New goal")).to_be_visible()
    expect(row(page, goal["title"])).to_have_count(0)


EDITING = ["Edit goal", "Edit title", "Edit notes", "Mark done", "Pause", "Copy…", "Share…", "Archive", "Delete", "Add a sub-goal", "Check in", "Comment"]


@pytest.mark.parametrize("role, offered", [("viewer", []), ("commenter", ["Comment"]), ("editor", EDITING)])
def test_a_role_is_offered_what_it_may_do(signed_in, person, family, role, offered):
    _, _, goal = family
    page = signed_in(member(person, family, role), f"/goals/{goal['id']}")
    expect(page.locator(".chart")).to_be_visible()
    expect(page.locator("goal-comments h2")).to_be_visible()
    expect(page.locator("check-in-list li")).to_have_count(4)
    for name in EDITING:
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(1 if name in offered else 0)
    expect(page.locator("check-in-list").get_by_role("button")).to_have_count(8 if role == "editor" else 0)
    page.locator("summary", has_text="History").click()
    expect(page.locator(".history li").first).to_contain_text("Bea Bell")
    expect(page.locator(".history").get_by_role("button", name="Undo")).to_have_count(4 if role == "editor" else 0)
    page.keyboard.press("e")
    expect(page.get_by_role("dialog")).to_have_count(1 if role == "editor" else 0)


def test_a_viewer_does_not_check_in_from_the_list(signed_in, person, family):
    _, _, goal = family
    page = signed_in(member(person, family, "viewer"))
    expect(row(page, goal["title"])).to_contain_text("60 of 500 km")
    expect(check(page, goal["title"])).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    expect(row(page, goal["title"])).to_contain_text("60 of 500 km")


def test_a_commenter_changes_their_own_comments_alone(signed_in, person, family):
    bea, _, goal = family
    bea.call("POST", f"/goals/{goal['id']}/comments", {"body": "From Bea"})
    page = signed_in(member(person, family, "commenter"), f"/goals/{goal['id']}")
    page.get_by_label("New comment").fill("From Dan")
    page.get_by_role("button", name="Comment", exact=True).click()
    comments = page.locator(".comment")
    expect(comments.filter(has_text="From Dan").get_by_role("button")).to_have_count(2)
    expect(comments.filter(has_text="From Bea").get_by_role("button")).to_have_count(0)
    expect(comments.filter(has_text="From Bea").locator(".comment-head")).to_contain_text("Bea Bell")
    expect(comments.filter(has_text="From Dan").locator(".comment-head")).to_contain_text("Dan Dale")


def test_the_list_is_narrowed_to_a_space_and_goals_are_made_in_it(signed_in, family):
    bea, space, goal = family
    own = bea.goal("My own affair")
    page = signed_in(bea)
    expect(row(page, own["title"])).not_to_contain_text("Personal")
    page.get_by_role("combobox", name="Space", exact=True).first.select_option("Family")
    expect(row(page, own["title"])).to_have_count(0)
    expect(row(page, goal["title"])).to_be_visible()
    page.get_by_label("New goal").fill("Buy a tent")
    page.keyboard.press("Enter")
    expect(row(page, "Buy a tent")).to_contain_text("Family")
    settles(lambda: bea.find("Buy a tent")[0]["space"] == space["id"])
    page.goto(f"/goals/{goal['id']}")
    page.get_by_role("button", name="Add a sub-goal").click()
    page.keyboard.type("Sell the old tent")
    page.keyboard.press("Enter")
    settles(lambda: bea.find("Sell the old tent")[0]["space"] == space["id"])


def test_whoever_is_in_one_space_alone_is_not_asked_for_it(signed_in, person):
    page = signed_in(person())
    page.locator("quick-add summary").click()
    expect(page.get_by_label("Start", exact=True)).to_be_visible()
    expect(page.get_by_role("combobox", name="Space", exact=True)).to_have_count(0)
