"""The pages of figures in a real browser: axe, keyboard, narrow screens, no scripts, paper.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/figures.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os
import re

from browser import EveryPage, InABrowser, main

# Points of A4 on its side, as Chromium rounds them.
A4_LANDSCAPE = (842, 595)


class FiguresInABrowser(EveryPage, InABrowser):
    """成果指標のページ（ブラウザー）"""

    login = "planning"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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
            "稼働状況": "/status",
        }

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


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
