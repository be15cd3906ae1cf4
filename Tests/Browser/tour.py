"""Pictures of every screen of the demo city, for the tour (Sources/Web/Web.docc/Tour.md).

Run by hand when screens have changed; the demo city must be up:

    KOE_DEMO_PASSWORD=… python Tests/Browser/tour.py http://127.0.0.1:8080/ \
        --screenshots Sources/Web/Web.docc/Resources

Light, 1280 wide, no taller than a reader looks at; colours are cut to what a page has, so that a
picture stays small.
"""

import os
import struct
import sys
import zlib

from browser import InABrowser, Place, main

WIDTH, HEIGHT = 1280, 900
# What a picture and all of them may take, in bytes.
MOST_OF_ONE, MOST_OF_ALL = 150_000, 3_000_000


def unfiltered(data, width, height, channels):
    """The rows of a PNG without their filters, RFC 2083 section 6."""
    stride = width * channels
    rows, before, at = [], bytearray(stride), 0
    for _ in range(height):
        kind, row = data[at], bytearray(data[at + 1 : at + 1 + stride])
        at += 1 + stride
        if kind == 1:
            for i in range(channels, stride):
                row[i] = (row[i] + row[i - channels]) & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, before))
        elif kind == 3:
            for i in range(stride):
                left = row[i - channels] if i >= channels else 0
                row[i] = (row[i] + (left + before[i]) // 2) & 255
        elif kind == 4:
            for i in range(stride):
                left = row[i - channels] if i >= channels else 0
                corner = before[i - channels] if i >= channels else 0
                guess = left + before[i] - corner
                near = min(
                    (abs(guess - left), 0, left),
                    (abs(guess - before[i]), 1, before[i]),
                    (abs(guess - corner), 2, corner),
                )
                row[i] = (row[i] + near[2]) & 255
        rows.append(row)
        before = row
    return rows


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def small(png):
    """The same picture with 256 colours at most; colours alike in five bits of each channel are one."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    if depth != 8 or kind not in (2, 6):
        return png
    channels = 3 if kind == 2 else 4
    body, at = b"", 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        if name == b"IDAT":
            body += png[at + 8 : at + 8 + length]
        at += 12 + length
    rows = unfiltered(zlib.decompress(body), width, height, channels)
    colours = {}
    for row in rows:
        for i in range(0, len(row), channels):
            colour = (row[i], row[i + 1], row[i + 2])
            colours[colour] = colours.get(colour, 0) + 1
    counts, exact = {}, {}
    for colour, count in sorted(colours.items(), key=lambda known: -known[1]):
        key = tuple(part >> 3 for part in colour)
        counts[key] = counts.get(key, 0) + count
        # The most frequent of those that are alike stands for all.
        exact.setdefault(key, colour)
    kept = sorted(counts, key=counts.get, reverse=True)[:256]
    place = {key: index for index, key in enumerate(kept)}

    def nearest(key):
        if key not in place:
            place[key] = min(
                range(len(kept)),
                key=lambda n: sum((a - b) ** 2 for a, b in zip(kept[n], key)),
            )
        return place[key]

    lines = b"".join(
        b"\0"
        + bytes(
            nearest((row[i] >> 3, row[i + 1] >> 3, row[i + 2] >> 3))
            for i in range(0, len(row), channels)
        )
        for row in rows
    )
    palette = b"".join(bytes(exact[key]) for key in kept)
    return (
        png[:8]
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", palette)
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )


class Tour(InABrowser):
    """見学の画像"""

    def picture(self, name, login, path, act=None):
        with self.subTest(picture=name):
            options = {"color_scheme": "light"}
            state = self.state(login)
            context = self.browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, locale="ja-JP",
                storage_state=state, **options,
            )
            page = context.new_page()
            answer = page.goto(Place.base + path)
            self.assertEqual(answer.status, 200, path)
            if act:
                act(page)
            page.evaluate("window.scrollTo(0, 0)")
            png = small(page.screenshot())
            context.close()
            self.assertLessEqual(len(png), MOST_OF_ONE, name)
            os.makedirs(Place.screenshots, exist_ok=True)
            with open(os.path.join(Place.screenshots, f"tour-{name}.png"), "wb") as file:
                file.write(png)
            self.total += len(png)

    def link(self, login, path, pattern):
        """Where the first link of a page leads whose address has this in it."""
        with self.opened(path, login=login) as page:
            return page.locator(f"a[href*='{pattern}']").first.get_attribute("href")

    def test_every_screen(self):
        """S1からS14までの画面"""
        self.total = 0
        self.picture("s01-intake", "intake", "/intake", self.typed)
        self.picture("s02-register", "intake", "/register")
        record = self.link("hearing", "/register", "/items/R")
        self.picture("s02-record", "hearing", record)
        self.picture("s03-tray", "hearing", "/tray")
        work = self.link("hearing", "/tray?section=41", "/tray/R")
        self.picture("s03-work", "hearing", work)
        number = work.split("?")[0].split("/")[-1]
        self.picture("s04-reply", "hearing", f"/tray/{number}/reply")
        letter = self.link("mayor", "/circulation", "/circulation/R")
        self.picture("s05-circulation", "mayor", letter)
        self.picture("s07-lectures", "planning", "/lectures")
        self.picture("s08-gatherings", "planning", "/gatherings")
        self.picture("s09-figures", "planning", "/figures")
        day = self.link("planning", "/figures", "asOf=")
        self.picture("s09-compared", "planning", day.replace("asOf=", "compare="))
        self.picture("s09-records", "planning", "/figures/mihon/letters-to-mayor")
        self.picture("s12-organisation", "planning", "/organisation")
        self.picture("s12-reform", "planning", "/organisation/reform", self.tried)
        self.picture("s13-log", "auditor", "/log")
        self.picture("s14-users", "admin", "/admin/users")
        self.picture("s14-year", "admin", "/year")
        self.picture("print-slip", "intake", "/print/slips")
        self.assertLessEqual(self.total, MOST_OF_ALL)

    @staticmethod
    def typed(page):
        page.get_by_label("氏名", exact=False).first.fill("見本")
        page.get_by_label("要旨", exact=False).first.fill("通学路の除雪を朝七時までに済ませてほしい")

    @staticmethod
    def tried(page):
        group = page.locator("details", has_text="組織を設置する")
        group.locator("summary").click()
        group.get_by_label("新しい組織コード").fill("43")
        group.get_by_label("名称").fill("道路課")
        group.get_by_label("階層").select_option("division")
        group.get_by_label("上位組織").select_option("40")
        group.get_by_role("button").click()
        group = page.locator("details", has_text="組織を廃止する")
        group.locator("summary").click()
        group.get_by_label("廃止する組織").select_option("41")
        group.get_by_label("後継組織1").select_option("43")
        group.get_by_role("button").click()
        page.get_by_role("button", name="試行する").click()


if __name__ == "__main__":
    if "--screenshots" not in sys.argv:
        sys.exit("tour.py: --screenshots FOLDER says where the pictures go")
    main(__doc__.splitlines()[0])
