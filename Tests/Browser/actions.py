"""Words for what the tests do and see again and again."""

import inspect
import time

UNTIL = """(condition) => new Promise((resolve, reject) => {
    const start = performance.now();
    const look = () => {
        if (condition()) resolve();
        else if (performance.now() - start > 5000) reject(new Error(`never: ${condition}`));
        else requestAnimationFrame(look);
    };
    look();
})"""


def until(page, condition):
    """Waits for a JavaScript condition; Playwright's own waiting needs `eval`, which the security policy forbids."""
    page.evaluate(f"({UNTIL})(() => {condition})")


def settles(condition):
    """Waits until the server agrees: what is shown at once is kept a moment later."""
    def holds():
        try:
            return condition()
        except (IndexError, KeyError):
            return False

    deadline = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < deadline, f"never: {inspect.getsource(condition).strip()}"
        time.sleep(0.02)


def row(page, title):
    return page.locator("goal-row").filter(has=page.locator(".row-title", has_text=title))


def check(page, title):
    return row(page, title).locator("[data-action=check]")


def toast(page, text):
    return page.locator(".toast").filter(has_text=text)


def undo(page, text):
    toast(page, text).get_by_role("button", name="Undo").click()


def titles(page, among):
    """Those of the titles that are listed, in the order in which they are."""
    shown = page.locator("goal-row .row-title a").all_inner_texts()
    return [text for text in shown if text in among]


def shows(page, among, order):
    """Waits until those of the titles that are listed stand in this order."""
    settles(lambda: titles(page, among) == order)


def entries(page):
    return page.locator("check-in-list li")
