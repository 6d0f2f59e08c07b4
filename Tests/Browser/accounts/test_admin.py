"""Administration of a server."""

import urllib.error

import pytest
from playwright.sync_api import expect

from actions import settles, toast


def item(page, person):
    return page.locator("[data-part=accounts] li").filter(has_text=person.email)


def is_admin(person):
    return person.call("GET", "/me")["admin"]


@pytest.mark.refusals
def test_an_administrator_is_made_and_unmade(signed_in, admin, person):
    bea = person()
    page = signed_in(admin, "/admin")
    item(page, bea).get_by_role("button", name="Make an administrator").click()
    expect(toast(page, "Bea Bell is an administrator")).to_be_visible()
    settles(lambda: is_admin(bea))
    item(page, bea).get_by_role("button", name="Take administration").click()
    settles(lambda: not is_admin(bea))
    item(page, admin).get_by_role("button", name="Take administration").click()
    expect(toast(page, "Somebody must be an administrator")).to_be_visible()


def test_an_account_is_deleted_and_a_password_link_made(signed_in, admin, person):
    bea = person()
    page = signed_in(admin, "/admin")
    item(page, bea).get_by_role("button", name="Password link").click()
    dialog = page.get_by_role("dialog", name="For Bea Bell")
    expect(dialog.get_by_role("group", name="Link")).to_contain_text("/reset#gr_")
    dialog.get_by_role("button", name="Done").click()
    item(page, bea).get_by_role("button", name="Delete the account").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(item(page, bea)).to_have_count(0)
    with pytest.raises(urllib.error.HTTPError):
        bea.sign_in()


def test_somebody_is_invited_to_the_server_and_the_log_tells_it(signed_in, open_page, admin, person):
    page = signed_in(admin, "/admin")
    page.get_by_role("button", name="Invite…").click()
    page.get_by_role("button", name="Create link").click()
    link = page.get_by_role("dialog", name="The invitation").get_by_role("group", name="Link").inner_text()
    page.get_by_role("button", name="Done").click()
    guest = open_page(link)
    expect(guest.locator(".invitation")).to_contain_text("Ada Admin invites you to make an account on this server.")
    page.reload()
    expect(page.locator("[data-part=audit] li").filter(has_text="Invitation made").first).to_contain_text("Ada Admin")
    page.get_by_role("button", name="Withdraw").first.click()
    expect(toast(page, "is withdrawn")).to_be_visible()


def test_there_is_nothing_here_for_others(signed_in, person):
    page = signed_in(person(), "/admin")
    expect(page.locator("main h1")).to_have_text("There is nothing here")
