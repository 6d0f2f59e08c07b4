"""The QR codes that the pages draw, read by a decoder."""

import zxingcpp

MODULE, MARGIN = 4, 4
# The rows of each text's code, by the module that the page has loaded.
ROWS = """async (texts) => {
    const { href } = [...document.querySelectorAll("link")].find((each) => each.href.endsWith("/qr.js"));
    const { qrCode } = await import(href);
    return texts.map((text) => qrCode(text)?.map((row) => row.map(Number).join("")));
}"""


def read(rows):
    width = (len(rows) + 2 * MARGIN) * MODULE
    light = b"\xff" * MODULE
    side = light * MARGIN
    lines = [side + b"".join(b"\0" * MODULE if each == "1" else light for each in row) + side for row in rows]
    margin = b"\xff" * (width * MODULE * MARGIN)
    pixels = margin + b"".join(line * MODULE for line in lines) + margin
    return [code.text for code in zxingcpp.read_barcodes(memoryview(pixels).cast("B", shape=[width, width]))]


def test_codes_of_every_version_are_read(page):
    letters = "otpauth://totp/Goals:someone%40example.org?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Goals&é" * 10
    texts = [letters.encode()[:length].decode(errors="ignore") for length in [*range(1, 60), *range(60, 858, 11), 858]]
    codes = page.evaluate(ROWS, texts)
    assert {len(rows) for rows in codes} == {17 + 4 * version for version in range(1, 21)}
    for text, rows in zip(texts, codes):
        assert read(rows) == [text]


def test_a_text_that_is_too_long_has_no_code(page):
    assert page.evaluate(ROWS, ["x" * 859]) == [None]
