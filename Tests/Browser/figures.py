"""The pages of figures in a real browser: axe, keyboard, narrow screens, no scripts, paper.

deploy/test starts a demo city and runs this with its address:

    python Tests/Browser/figures.py http://127.0.0.1:8080/ [--screenshots FOLDER]

The browser is Debian's chromium; KOE_CHROMIUM names another one.
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
# Points of A4 on its side, as Chromium rounds them.
A4_LANDSCAPE = (842, 595)

base = ""
screenshots = None


def arguments():
    """Chromium refuses its sandbox to root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


class FiguresInABrowser(unittest.TestCase):
    """成果指標のページ（ブラウザー）"""

    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(
            executable_path=os.environ.get("KOE_CHROMIUM", "/usr/bin/chromium"),
            args=arguments(),
        )
        with cls.opened("/figures") as page:
            records = page.locator(".quarter a").first.get_attribute("href")
            past = page.locator(".presets a").nth(1).get_attribute("href")
        cls.pages = {
            "一覧": "/figures",
            "過去の時点の一覧": past,
            "記録の一覧": records,
            "英語の一覧": "/figures?lang=en",
            "入力の誤り": "/figures?year=abc&asOf=xyz",
            "ないページ": "/nothing",
            "稼働状況": "/",
        }

    @classmethod
    def tearDownClass(cls):
        if screenshots:
            cls.keep_screenshots(screenshots)
        cls.browser.close()
        cls.playwright.stop()

    @classmethod
    def opened(cls, path, screen="机上", **options):
        return Opened(cls.browser, path, SCREENS[screen], options)

    def test_axe(self):
        """明るい画面でも暗い画面でも、広くても狭くても、axe の指摘は0件"""
        for name, path in self.pages.items():
            # Colours do not depend on the width.
            for scheme, screen in [("dark", "机上")] + [("light", screen) for screen in SCREENS]:
                with self.subTest(page=name, scheme=scheme, screen=screen):
                    with self.opened(path, screen, color_scheme=scheme) as page:
                        found = Axe().run(page, options=AXE)
                        self.assertEqual(found.violations_count, 0, found.generate_report())

    def test_reflow(self):
        """幅320 px でも200 %拡大でも、横に流れない"""
        for name, path in self.pages.items():
            for screen in SCREENS:
                with self.subTest(page=name, screen=screen):
                    with self.opened(path, screen) as page:
                        overflow = page.evaluate(
                            "document.documentElement.scrollWidth - window.innerWidth"
                        )
                        self.assertLessEqual(overflow, 0)

    def test_policy(self):
        """どのページも、自分の様式だけを読み込み、方針に触れるものを含まない"""
        for name, path in self.pages.items():
            with self.subTest(page=name):
                with self.opened(path) as page:
                    loaded = [url for url in page.loaded if not url.endswith("/favicon.ico")]
                    self.assertEqual(loaded, [base + path, base + "/style.css"])
                    self.assertEqual(page.complaints, [])

    def test_without_scripts(self):
        """JavaScript がなくても同じ内容で、時点を変えられる"""
        with self.opened("/figures") as page:
            text = page.locator("main").inner_text()
        with self.opened("/figures", java_script_enabled=False) as page:
            self.assertEqual(page.locator("main").inner_text(), text)
            page.get_by_label("時点", exact=True).fill("1")
            page.get_by_role("button", name="表示する").click()
            self.assertIn("asOf=1", page.url)
            self.assertIn("過去の時点の値です", page.locator("main").inner_text())
            page.get_by_role("link", name="最新の値を見る").click()
            self.assertEqual(page.locator("main").inner_text(), text)

    def test_keyboard(self):
        """Tab キーだけで、全てのリンクと入力欄に順に届き、どこにいるか見える"""
        for name, path in self.pages.items():
            with self.subTest(page=name), self.opened(path) as page:
                expected = page.evaluate(
                    "document.querySelectorAll('a[href], button, input:not([type=hidden]), select')"
                    ".length"
                )
                reached = []
                for _ in range(expected):
                    page.keyboard.press("Tab")
                    reached.append(
                        page.evaluate(
                            """() => {
                                const all = [...document.querySelectorAll('*')];
                                const here = document.activeElement;
                                const box = here.getBoundingClientRect();
                                return [
                                    all.indexOf(here), getComputedStyle(here).outlineStyle,
                                    box.top > -1 && box.bottom < innerHeight + 1 && box.left > -1,
                                ];
                            }"""
                        )
                    )
                order = [index for index, _, _ in reached]
                self.assertEqual(order, sorted(set(order)), "in the order of the page, each once")
                self.assertTrue(all(style != "none" for _, style, _ in reached))
                self.assertTrue(all(seen for _, _, seen in reached))

    def test_paper(self):
        """印刷は A4 横で、操作部は出ず、市名と時点が各頁の表の頭に付く"""
        with self.opened("/figures") as page:
            paper = page.pdf(prefer_css_page_size=True)
            sizes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", paper)
            self.assertGreater(len(sizes), 0)
            for width, height in sizes:
                self.assertEqual((round(float(width)), round(float(height))), A4_LANDSCAPE)
            page.emulate_media(media="print")
            for hidden in (".controls", ".presets", ".places", ".language", ".years"):
                self.assertFalse(page.locator(hidden).first.is_visible(), hidden)
            head = page.locator("table.figures thead").first
            self.assertEqual(
                head.evaluate("head => getComputedStyle(head).display"), "table-header-group"
            )
            line = head.locator("tr.print").inner_text()
            self.assertIn(page.locator(".office").inner_text(), line)
            self.assertRegex(line, r"令和\d+年\d+月\d+日\(.\) 時点（記録番号 \d+）")

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        shots = [
            ("figures.png", "一覧", "机上", "light"),
            ("figures-dark.png", "一覧", "机上", "dark"),
            ("figures-320px.png", "一覧", "320 px", "light"),
            ("figures-past.png", "過去の時点の一覧", "机上", "light"),
            ("records.png", "記録の一覧", "机上", "light"),
            ("records-320px.png", "記録の一覧", "320 px", "dark"),
            ("wrong-input.png", "入力の誤り", "机上", "light"),
        ]
        for file, name, screen, scheme in shots:
            with cls.opened(cls.pages[name], screen, color_scheme=scheme) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)
        with cls.opened("/figures") as page:
            page.pdf(path=os.path.join(folder, "figures.pdf"), prefer_css_page_size=True)


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
            or page.complaints.append(said.text),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(base + self.path)
        return page

    def __exit__(self, *_):
        self.context.close()


def main():
    global base, screenshots
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", help="where a demo city answers")
    parser.add_argument("--screenshots", help="a folder to keep pictures of the pages in")
    given, rest = parser.parse_known_args()
    base, screenshots = given.address.rstrip("/"), given.screenshots
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)


if __name__ == "__main__":
    main()
