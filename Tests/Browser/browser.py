"""What the browser tests share: Chromium, screens, logging in, axe.

KOE_CHROMIUM names another browser than Debian's; KOE_DEMO_PASSWORD is the password of the demo
city's logins, as koe serve --demo prints it.
"""

import argparse
import os
import re
import sys
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# WCAG 2.2 AA, and what axe thinks good practice.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Width and height in CSS pixels: a desk, a telephone, and the desk at 200 % zoom.
SCREENS = {"机上": (1366, 768), "320 px": (320, 640), "200 %拡大": (683, 384)}
# Where a browser and a person have everything once: links, buttons, fields.
REACHABLE = (
    "a[href]:visible, button:visible, input:not([type=hidden]):not([hidden]):visible,"
    " select:visible, textarea:visible, summary:visible, [tabindex='0']:visible"
)


class Place:
    """Where the demo city answers, set by main."""

    base = ""
    screenshots = None


def arguments():
    """Chromium refuses its sandbox to root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


class InABrowser(unittest.TestCase):
    """Tests with a browser; each page is opened in a window of its own."""

    # Who looks, as the login of the demo city; None: nobody has logged in.
    login = None

    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(
            executable_path=os.environ.get("KOE_CHROMIUM", "/usr/bin/chromium"),
            args=arguments(),
        )
        cls.states = {}

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    @classmethod
    def state(cls, login):
        """The cookies of somebody who has logged in, once for all pages."""
        if login is None:
            return None
        if login not in cls.states:
            with Opened(cls.browser, "/login", SCREENS["机上"], {}) as page:
                log_in(page, login)
                cls.states[login] = page.context.storage_state()
        return cls.states[login]

    @classmethod
    def opened(cls, path, screen="机上", login=..., **options):
        state = cls.state(cls.login if login is ... else login)
        return Opened(cls.browser, path, SCREENS[screen], options | {"storage_state": state})

    def check_axe(self, name, path, **options):
        # Colours do not depend on the width.
        for scheme, screen in [("dark", "机上")] + [("light", screen) for screen in SCREENS]:
            with self.subTest(page=name, scheme=scheme, screen=screen):
                with self.opened(path, screen, color_scheme=scheme, **options) as page:
                    found = Axe().run(page, options=AXE)
                    self.assertEqual(found.violations_count, 0, found.generate_report())

    def check_reflow(self, name, path, **options):
        for screen in SCREENS:
            with self.subTest(page=name, screen=screen):
                with self.opened(path, screen, **options) as page:
                    overflow = page.evaluate(
                        "document.documentElement.scrollWidth - window.innerWidth"
                    )
                    self.assertLessEqual(overflow, 0)

    def check_policy(self, name, path, scripts=(), **options):
        with self.subTest(page=name), self.opened(path, **options) as page:
            loaded = [url for url in page.loaded if not url.endswith("/favicon.ico")]
            self.assertEqual(loaded[:2], [Place.base + path, Place.base + "/style.css"])
            self.assertEqual(len(loaded) - 2, len(scripts), loaded)
            for url, script in zip(loaded[2:], scripts):
                self.assertRegex(url, f"^{re.escape(Place.base)}/{script}$")
            self.assertEqual(page.complaints, [])

    def check_keyboard(self, name, path, **options):
        with self.subTest(page=name), self.opened(path, **options) as page:
            expected = page.locator(REACHABLE).count()
            reached = []
            # Begun in the middle of a page, the way leads over its end once.
            for _ in range(expected + 1):
                page.keyboard.press("Tab")
                if len(reached) == expected or page.evaluate(
                    "document.activeElement === document.body"
                ):
                    continue
                reached.append(
                    page.evaluate(
                        """() => {
                            const all = [...document.querySelectorAll('*')];
                            const here = document.activeElement;
                            const box = here.getBoundingClientRect();
                            // Of a tall field the line one writes in is brought into view.
                            const low = here.tagName === 'TEXTAREA' ? box.top : box.bottom;
                            // What is taller than the window, such as a sheet of A4, is in part.
                            const seen = box.height > innerHeight
                                ? box.top < innerHeight && box.bottom > 0
                                : box.top > -1 && low < innerHeight + 1;
                            return [
                                all.indexOf(here), getComputedStyle(here).outlineStyle,
                                seen && box.left > -1,
                            ];
                        }"""
                    )
                )
            order = [index for index, _, _ in reached]
            # A form is begun in its first field; one goes on at the top of the page.
            top = order.index(min(order))
            order = order[top:] + order[:top]
            self.assertEqual(order, sorted(set(order)), "in the order of the page, each once")
            self.assertTrue(all(style != "none" for _, style, _ in reached))
            self.assertTrue(all(seen for _, _, seen in reached))


class EveryPage:
    """What holds for every page, beside InABrowser: one suite names its pages."""

    # Path by name: of whoever has logged in, and of somebody who has not.
    pages = {}
    guests = {}
    # What the pages may load beside their own style, as patterns of file names.
    scripts = ()

    @classmethod
    def tearDownClass(cls):
        if Place.screenshots:
            cls.keep_screenshots(Place.screenshots)
        super().tearDownClass()

    def for_every_page(self, check):
        for name, path in self.guests.items():
            check(name, path, login=None)
        for name, path in self.pages.items():
            check(name, path)

    def test_axe(self):
        """明るい画面でも暗い画面でも、広くても狭くても、axe の指摘は0件"""
        self.for_every_page(self.check_axe)

    def test_reflow(self):
        """幅320 px でも200 %拡大でも、横に流れない"""
        self.for_every_page(self.check_reflow)

    def test_policy(self):
        """どのページも、自分の様式とスクリプトだけを読み込み、方針に触れるものを含まない"""

        def check(name, path, **options):
            self.check_policy(name, path, self.scripts, **options)

        self.for_every_page(check)

    def test_keyboard(self):
        """Tab キーだけで、全てのリンクと入力欄に順に届き、どこにいるか見える"""
        self.for_every_page(self.check_keyboard)


def log_in(page, login, password=None):
    """Fills in the page one is on."""
    page.get_by_label("利用者名").fill(login)
    page.get_by_label("パスワード").fill(password or os.environ["KOE_DEMO_PASSWORD"])
    page.get_by_role("button", name="ログインする").click()


class Opened:
    """A page in a window of its own, with everything it loaded and complained of."""

    def __init__(self, browser, path, size, options):
        width, height = size
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="ja-JP", **options
        )
        self.path = path

    def __enter__(self):
        page = self.context.new_page()
        page.loaded, page.complaints = [], []
        page.on("request", lambda request: page.loaded.append(request.url))
        # A status of 400 or 404 is what some of the pages are about.
        page.on(
            "console",
            lambda said: "Failed to load resource" in said.text
            # What is put into a page with autofocus is focused by htmx itself.
            or "Autofocus processing was blocked" in said.text
            or page.complaints.append(said.text),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(Place.base + self.path)
        return page

    def __exit__(self, *_):
        self.context.close()


def main(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("address", help="where a demo city answers")
    parser.add_argument("--screenshots", help="a folder to keep pictures of the pages in")
    given, rest = parser.parse_known_args()
    Place.base, Place.screenshots = given.address.rstrip("/"), given.screenshots
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
