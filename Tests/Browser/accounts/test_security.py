"""One's account: second factor, sessions, tokens, password, and the way out."""

import base64
import hashlib
import hmac
import io
import json
import struct
import time
import urllib.error
import urllib.request

import PIL.Image
import pytest
import zxingcpp
from playwright.sync_api import expect

from accounts.conftest import PASSWORD, address
from actions import settles, toast


def totp(secret, steps_ahead=0):
    """The code that an app shows (RFC 6238)."""
    step = int(time.time()) // 30 + steps_ahead
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def scanned(picture):
    """What a camera reads from a QR code."""
    (code,) = zxingcpp.read_barcodes(PIL.Image.open(io.BytesIO(picture.screenshot())))
    return code.text


def sign_in(page, person):
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.keyboard.press("Enter")


def factor(person):
    """A second factor as the API sets it up: the secret and the recovery codes."""
    secret = person.call("POST", "/me/second-factor", {"password": person.password})["secret"]
    return secret, person.call("PUT", "/me/second-factor", {"code": totp(secret)})["recoveryCodes"]


@pytest.mark.refusals
def test_a_second_factor_is_set_up_and_asked_for(signed_in, open_page, person):
    bea = person()
    page = signed_in(bea, "/account")
    page.get_by_role("button", name="Set up…").click()
    page.get_by_label("Your password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=password] .field-error")).to_have_text("This is not your password.")
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    code = page.get_by_label("Code that the app shows")
    expect(code).to_be_focused()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    link = page.get_by_role("link", name="open the app").get_attribute("href")
    assert link.startswith("otpauth://totp/Goals:") and f"secret={secret}" in link
    assert scanned(page.get_by_role("img", name="QR code of the key")) == link
    code.fill("000000" if totp(secret) != "000000" else "000001")
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=code] .field-error")).to_contain_text("This code is wrong.")
    code.fill(totp(secret))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Your recovery codes")
    codes = dialog.get_by_role("group", name="Recovery codes").inner_text().split()
    assert len(codes) == 10
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    with open(download.value.path(), encoding="utf-8") as file:
        assert file.read().split() == codes
    dialog.get_by_role("button", name="Done").click()
    expect(page.locator("[data-part=factor]")).to_contain_text("10 recovery codes left")

    again = open_page("/trash")
    sign_in(again, bea)
    code = again.get_by_label("Code")
    expect(code).to_be_focused()
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    expect(code).to_have_attribute("inputmode", "numeric")
    code.fill("12345")
    again.keyboard.press("Enter")
    expect(again.locator("[data-field=code] .field-error")).to_contain_text("This code is wrong")
    code.fill(totp(secret, 1))
    again.keyboard.press("Enter")
    expect(again.locator("main h1")).to_have_text("Trash")


@pytest.mark.refusals
def test_a_recovery_code_stands_in_once(open_page, signed_in, person):
    bea = person()
    _, codes = factor(bea)
    page = open_page("/account")
    sign_in(page, bea)
    page.get_by_label("Code").fill(codes[0].upper())
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-part=factor]")).to_contain_text("9 recovery codes left")
    page.get_by_role("button", name="Remove…").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator("[data-part=factor]")).to_contain_text("Off.")


@pytest.mark.refusals
def test_going_back_from_the_code_forgets_the_password(open_page, person):
    bea = person()
    factor(bea)
    page = open_page("/")
    sign_in(page, bea)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    expect(page.get_by_label("E-mail")).to_have_value(bea.email)


def test_sessions_are_listed_and_ended(signed_in, person):
    bea = person()
    bea.sign_in()
    bea.sign_in()
    page = signed_in(bea, "/account")
    rows = page.locator("[data-part=sessions] li")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="this one")).to_have_count(1)
    expect(rows.first).to_contain_text("Firefox on Linux")
    rows.filter(has_not_text="this one").first.get_by_role("button").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(rows).to_have_count(1)
    assert len(bea.call("GET", "/sessions")["items"]) == 1


def ask(base, token, method="GET", path="/me", body=None):
    request = urllib.request.Request(
        f"{base}/api/v1{path}", body and json.dumps(body).encode(), {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_token_is_made_used_and_deleted(signed_in, person, base_url):
    bea = person()
    page = signed_in(bea, "/account")
    page.get_by_role("button", name="New token…").click()
    page.get_by_label("Name", exact=True).fill("Backup at night")
    page.get_by_label("Works for").select_option("30 days")
    page.get_by_role("button", name="Create token").click()
    dialog = page.get_by_role("dialog", name="Your new token")
    token = dialog.get_by_role("group", name="Token").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="Copy").click()
    expect(toast(page, "Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == token
    dialog.get_by_role("button", name="Done").click()
    assert ask(base_url, token) == 200
    assert ask(base_url, token, "POST", "/goals", {"title": "No"}) == 403
    row = page.locator("[data-part=tokens] li")
    expect(row).to_contain_text("Read")
    # It goes with its dialog.
    page.wait_for_function("token => !document.documentElement.innerHTML.includes(token)", arg=token)
    page.reload()
    expect(row).to_contain_text("last used")
    row.get_by_role("button", name="Delete token").click()
    expect(row).to_have_count(0)
    assert ask(base_url, token) == 401


@pytest.mark.refusals
def test_the_password_is_changed_and_others_are_signed_out(signed_in, person):
    bea = person()
    bea.sign_in()
    page = signed_in(bea, "/account")
    page.get_by_role("button", name="Change the password").click()
    page.get_by_label("Present password").fill("wrong")
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("[data-field=new] .field-error")).to_have_text("Needs at least 8 characters.")
    page.get_by_label("New password").fill("another walk by the sea")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("[data-field=current] .field-error")).to_have_text("This is not your password.")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(toast(page, "Your password is changed")).to_be_visible()
    expect(page.locator("[data-part=sessions] li")).to_have_count(1)
    bea.password = "another walk by the sea"
    bea.sign_in()


@pytest.mark.refusals
def test_name_and_address_are_changed(signed_in, person):
    bea, other = person(), person("Dan Dale")
    page = signed_in(bea, "/account")
    page.get_by_role("button", name="Change the name").click()
    page.get_by_label("Name", exact=True).fill("Beatrice Bell")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Account menu of Beatrice Bell")).to_be_visible()
    page.get_by_role("button", name="Change the e-mail address").click()
    page.get_by_role("dialog").get_by_label("E-mail").fill(other.email)
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=email] .field-error")).to_contain_text("There is an account with this address already.")
    new = address("beatrice")
    page.get_by_role("dialog").get_by_label("E-mail").fill(new)
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=profile]")).to_contain_text(new)
    me = bea.call("GET", "/me")
    assert (me["name"], me["email"]) == ("Beatrice Bell", new)


def test_the_security_log_tells_what_happened_in_pages(signed_in, person):
    bea = person()
    for _ in range(12):
        bea.call("DELETE", f"/tokens/{bea.call('POST', '/tokens', {'name': 'x'})['id']}")
    page = signed_in(bea, "/account")
    page.locator("summary", has_text="Security log").click()
    rows = page.locator("[data-part=audit] li")
    expect(rows).to_have_count(20)
    page.get_by_role("button", name="Older events").click()
    expect(rows).to_have_count(26)
    expect(rows.last).to_contain_text("Account made")


@pytest.mark.refusals
def test_an_account_is_deleted_with_all_that_is_its_own(signed_in, person):
    bea = person()
    bea.goal("To be lost")
    page = signed_in(bea, "/account")
    page.get_by_role("button", name="Delete account…").click()
    dialog = page.get_by_role("dialog", name="Delete your account")
    expect(dialog).to_contain_text("lost at once and for good")
    dialog.get_by_label("Your password").fill("wrong")
    dialog.get_by_role("button", name="Delete everything").click()
    expect(dialog.locator(".field-error")).to_have_text("This is not your password.")
    dialog.get_by_label("Your password").fill(PASSWORD)
    dialog.get_by_role("button", name="Delete everything").click()
    expect(page.locator("main h1")).to_have_text("Sign in")
    with pytest.raises(urllib.error.HTTPError):
        bea.sign_in()


@pytest.mark.refusals
def test_a_password_is_set_by_an_administrators_link(open_page, signed_in, admin, person):
    bea = person()
    token = admin.call("POST", f"/accounts/{bea.call('GET', '/me')['id']}/password-reset")["token"]
    page = open_page(f"/reset#{token}")
    expect(page.locator("main h1")).to_have_text("Set a new password")
    assert page.url.endswith("/reset")
    page.get_by_label("New password").fill("a third walk by the sea")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Sign in")
    bea.password = "a third walk by the sea"
    sign_in(page, bea)
    expect(page.get_by_label("New goal")).to_be_visible()
    again = open_page(f"/reset#{token}")
    again.get_by_label("New password").fill("a fourth walk by the sea")
    again.keyboard.press("Enter")
    expect(again.locator(".form-error")).to_contain_text("This link does not work any more")
