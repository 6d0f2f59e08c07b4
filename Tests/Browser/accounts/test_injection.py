"""Texts that would run as scripts if any page took them for more than texts: put into every field, then every page is shown."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

# Each would call `xss()`, mark an element with `data-xss`, or lead somewhere by an address that runs.
CORPUS = [
    "<script>xss()</script>",
    "</script><script>xss()</script>",
    "<img src=x onerror=xss() data-xss>",
    "\"><img src=x onerror=xss() data-xss>",
    "'><svg onload=xss() data-xss>",
    "\" autofocus onfocus=xss() data-xss=\"",
    "' onmouseover='xss()' data-xss='",
    "<svg><script>xss()</script></svg>",
    "<svg><animate onbegin=xss() attributeName=x dur=1s data-xss>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=x onerror=xss() data-xss>\">",
    "<iframe srcdoc='<script>parent.xss()</script>' data-xss></iframe>",
    "<iframe src=javascript:parent.xss() data-xss>",
    "<a href=javascript:xss() data-xss>click</a>",
    "[click](javascript:xss())",
    "![x](x\" onerror=\"xss())",
    "[x]: javascript:xss()\n[x]",
    "<details open ontoggle=xss() data-xss>x",
    "<template><b data-xss></b></template><body onload=xss() data-xss>",
    "<base href=https://evil.example/ data-xss><link rel=stylesheet href=x data-xss>",
    "<meta http-equiv=refresh content='0;url=javascript:xss()' data-xss>",
    "${xss()}{{constructor.constructor('xss()')()}}<%= xss() %>#{xss()}",
    "`${xss()}`;xss()//\\';xss()//\\\";xss()//",
    "\u202e<img src=x onerror=xss() data-xss>\u2066",
    "\uff1cscript\uff1exss()\uff1c/script\uff1e\u2028\u2029<\u200bscript>xss()</script>",
    "&lt;img src=x onerror=xss() data-xss&gt;&#60;script&#62;xss()&#60;/script&#62;",
    "<form action=javascript:xss() data-xss><button formaction=javascript:xss() data-xss>",
    "<x-y onclick=xss() tabindex=0 data-xss>x<quick-add data-xss></quick-add>",
    "]]><![CDATA[<img src=x onerror=xss() data-xss>]]><!--<img src=x onerror=xss() data-xss>-->",
]

WATCH = """
window.ran = [];
window.xss = () => window.ran.push("xss");
window.addEventListener("error", ({ message }) => window.ran.push(message));
"""

# What may not be there: marked elements, what only a payload makes, handlers, addresses that run.
FOUND = """() => [...document.querySelectorAll("*")].filter((each) =>
    each.hasAttribute("data-xss") || each.localName === "x-y" || /^(iframe|base|object|embed|math|img|animate|style)$/.test(each.localName)
    || (each.localName === "script" && !each.src)
    || [...each.attributes].some(({ name, value }) => /^on/i.test(name)
        || (/^(href|src|action|formaction|xlink:href|srcdoc)$/i.test(name) && /^\\s*(javascript|data|vbscript):/i.test(value)))
).map((each) => each.outerHTML.slice(0, 120))"""


def accepted(work):
    """What the server refuses, as too long or not of the kind, is nowhere to be shown."""
    try:
        return work()
    except AssertionError as error:
        assert ": 422 " in str(error) or ": 400 " in str(error), error
        return None


@pytest.fixture(scope="module")
def scene(base_url, admin):
    """Someone whose every text is of the corpus; the last of them is the name."""
    from accounts.conftest import Person, address
    bea = Person(base_url, "Bea Bell", address("bea"))
    names = [text for text in CORPUS if accepted(lambda: bea.call("PATCH", "/me", {"name": text}))]
    space = bea.space("Family")
    spaces = [made for text in CORPUS if (made := accepted(lambda: bea.space(text)))]
    accepted(lambda: bea.call("PATCH", f"/spaces/{space['id']}", {"name": CORPUS[2]}))
    tokens = [text for text in CORPUS[:20] if accepted(lambda: bea.call("POST", "/tokens", {"name": text}))]
    goals = []
    for number, text in enumerate(CORPUS):
        # A unit and a tag are short and without spaces: what is too long is cut, so that it still begins as the payload does.
        measure = {"type": "number", "unit": text[:20], "baseline": 0, "target": 500, "aggregate": "sum"}
        fields = {"notes": f"{text}\n\n{text}", "space": space["id"], "start": bea.day(-30), "due": bea.day(30)}
        goal = accepted(lambda: bea.call("POST", "/goals", {"title": text, "measure": measure, **fields})) \
            or bea.call("POST", "/goals", {"title": f"Goal {number}", **fields})
        bea.made.append(goal["id"])
        accepted(lambda: bea.update(goal["id"], tags=[text.replace(" ", "").replace(",", "")[:40]]))
        bea.call("POST", f"/goals/{goal['id']}/comments", {"body": text})
        accepted(lambda: bea.call("POST", f"/goals/{goal['id']}/checkins", {"day": bea.day(-1), "value": 1, "note": text}))
        accepted(lambda: bea.call("POST", "/pauses", {"first": bea.day(40), "last": bea.day(41), "note": text, "goal": goal["id"]}))
        accepted(lambda: bea.call("POST", "/goals", {"title": text, "parent": goal["id"], "space": space["id"]}))
        goals.append(goal)
    bea.call("POST", "/pauses", {"first": bea.day(-1), "last": bea.day(1), "note": CORPUS[3]})
    # A program may call itself anything.
    agent = {"User-Agent": CORPUS[2], "Content-Type": "application/json"}
    body = f'{{"email": "{bea.email}", "password": "{bea.password}"}}'.encode()
    urllib.request.urlopen(urllib.request.Request(f"{base_url}/api/v1/session", body, agent), timeout=10)
    for made in (names, spaces, tokens, goals):
        assert len(made) >= 15, "the corpus is to get into the fields"
    yield {"bea": bea, "space": space, "spaces": spaces, "goals": goals, "invitation": bea.invite(space, "viewer"),
           "link": bea.call("POST", f"/goals/{goals[2]['id']}/link")["path"]}
    bea.call("POST", "/me/deletion", {"password": bea.password})


@pytest.fixture
def look(signed_in, open_page):
    """Opens a page, as somebody or as nobody; gives what looks at it again and again."""
    def make(who, path):
        dialogs = []

        def prepare(page):
            page.add_init_script(WATCH)
            page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

        page = signed_in(who, path, prepare=prepare) if who else open_page(path, prepare=prepare)

        def nothing_ran():
            page.evaluate("new Promise((done) => setTimeout(done, 60))")
            assert page.evaluate(FOUND) == []
            assert page.evaluate("window.ran") == []
            assert dialogs == []
            assert page.evaluate("window.violations") == []

        nothing_ran()
        return page, nothing_ran

    return make


@pytest.mark.refusals
def test_the_list_and_its_fields(look, scene):
    page, nothing_ran = look(scene["bea"], "/")
    expect(page.locator("goal-row").first).to_be_visible()
    nothing_ran()
    page.locator("quick-add summary").click()
    nothing_ran()
    for text in CORPUS:
        page.get_by_label("New goal").fill(f"{text} 5x a week #{text[:12]}".replace("\n", " "))
    expect(page.locator("quick-add .chip").first).to_be_visible()
    nothing_ran()
    page.goto("/?sort=mine&q=%3Cimg%20src=x%20onerror=xss()%20data-xss%3E&tag=%22%3E%3Cimg%20data-xss%3E")
    expect(page.locator("#found")).not_to_have_text("")
    nothing_ran()
    page.goto("/?space=%22%3E%3Cb%20data-xss%3E")
    expect(page.locator(".banner")).to_be_visible()
    nothing_ran()


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_the_page_of_a_goal(look, scene, number):
    goal = scene["goals"][number]
    page, nothing_ran = look(scene["bea"], f"/goals/{goal['id']}")
    expect(page.locator(".comment")).to_have_count(1)
    page.locator("summary", has_text="History").click()
    expect(page.locator(".history li").first).to_be_visible()
    nothing_ran()
    for button in ("Edit notes", "Edit title"):
        page.get_by_role("button", name=button, exact=True).click()
        nothing_ran()
    for button in ("Edit goal", "Days off…", "Copy…", "Share…"):
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        nothing_ran()
        page.keyboard.press("Escape")
    page.locator(".action-bar [data-action=delete-goal]").click()
    expect(page.locator(".toast")).to_be_visible()
    nothing_ran()
    page.goto("/trash")
    expect(page.locator(".trash-entry").first).to_be_visible()
    nothing_ran()


def test_the_account_and_spaces(look, scene):
    page, nothing_ran = look(scene["bea"], "/account")
    expect(page.locator("[data-part=tokens] li").first).to_be_visible()
    expect(page.locator("[data-part=sessions] li")).to_have_count(2)
    page.locator("summary", has_text="Security log").click()
    expect(page.locator("[data-part=audit] li").first).to_be_visible()
    nothing_ran()
    page.get_by_role("button", name="Change the name").click()
    nothing_ran()
    page.keyboard.press("Escape")
    page.locator("#account button").first.click()
    nothing_ran()
    page.goto("/spaces")
    expect(page.locator(".spaces li").first).to_be_visible()
    nothing_ran()
    for space in [scene["space"], *scene["spaces"][::6]]:
        page.goto(f"/spaces/{space['id']}")
        expect(page.locator("[data-part=members] li")).to_have_count(1)
        nothing_ran()
        page.get_by_role("button", name="Rename…").click()
        nothing_ran()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Invite…").click()
        nothing_ran()
        page.keyboard.press("Escape")


def test_what_guests_and_administrators_see(look, scene, admin):
    page, nothing_ran = look(None, f"/invite#{scene['invitation']}")
    expect(page.locator(".invitation strong").first).to_be_visible()
    nothing_ran()
    page, nothing_ran = look(admin, "/admin")
    expect(page.locator("[data-part=accounts] li").first).to_be_visible()
    expect(page.locator("[data-part=audit] li").first).to_be_visible()
    nothing_ran()


@pytest.mark.refusals
def test_what_a_link_brings(look, scene):
    """Fragments and paths are texts that somebody else writes too."""
    page, nothing_ran = look(None, "/invite#gi_<img src=x onerror=xss() data-xss>")
    expect(page.locator("main h1")).to_have_text("This invitation does not work")
    nothing_ran()
    for path in ("/shared#gl_<img src=x onerror=xss() data-xss>", "/reset#gr_\"><img src=x onerror=xss() data-xss>", "/goals/<img src=x onerror=xss()>"):
        page.goto("/docs")
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()
        nothing_ran()


@pytest.mark.refusals
def test_a_shared_goal(look, scene):
    bea = scene["bea"]
    for goal in scene["goals"][::3]:
        if bea.read(goal["id"])["deletedAt"]:
            bea.call("POST", f"/goals/{goal['id']}/restore", {})
        page, nothing_ran = look(None, bea.call("POST", f"/goals/{goal['id']}/link")["path"])
        expect(page.locator(".headline")).to_be_visible()
        nothing_ran()
