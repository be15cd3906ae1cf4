"""The pages of figures in a real browser: axe, keyboard, narrow screens, no scripts, paper.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/figures.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os
import re
import zipfile

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
            cls.day = re.search(r"asOf=([0-9-]+)", past)[1]
        cls.pages = {
            "一覧": "/figures",
            "過去の時点の一覧": past,
            "記録の一覧": records,
            "二時点の比較": f"/figures?compare={cls.day}",
            "差の内訳": f"/figures/mihon/letters-to-mayor?compare={cls.day}",
            "絞込み": "/figures?channel=paper&anonymous=no",
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

    def test_two_moments(self):
        """二時点の比較から差の内訳へ進め、出来事の増減の合計が差に等しい"""
        with self.opened("/figures") as page:
            page.get_by_text("絞込みと二時点の比較").click()
            page.get_by_label("比べる時点").fill(self.day)
            page.get_by_role("button", name="表示する").click()
            row = page.locator("tr.indicator", has_text="市長への手紙").first
            difference = int(row.locator("[data-label='差']").inner_text().split("\n")[-1])
            row.get_by_role("link").click()
            self.assertIn("差のもとになった出来事", page.locator("main").inner_text())
            changes = page.locator(".difference td:last-child")
            total = page.locator(".difference h3").inner_text()
            self.assertIn(f"増減の合計 {difference:+d}", total)
            if changes.count() < 500:
                texts = changes.evaluate_all("cells => cells.map(cell => cell.textContent)")
                self.assertEqual(sum(int(text) for text in texts), difference)
            page.get_by_role("link", name="比較をやめる").click()
            self.assertNotIn("compare", page.url)

    def test_definition_beside_number(self):
        """数え方と版は、数字のそばの ⓘ をキーで開いて読める"""
        with self.opened("/figures") as page:
            about = page.locator("details.about").first
            self.assertFalse(about.locator("p").is_visible())
            about.locator("summary").focus()
            page.keyboard.press("Enter")
            self.assertRegex(about.locator("p").inner_text(), r"第\d+版")

    def test_files(self):
        """Excelのファイルは、画面と同じ数を数として持つ"""
        with self.opened("/figures") as page:
            actual = page.locator("td.actual a").first.inner_text()
            number = float(re.sub(r"[^0-9.]", "", actual))
            with page.expect_download() as waiting:
                page.get_by_role("link", name="Excelで保存").click()
            book = zipfile.ZipFile(waiting.value.path())
            self.assertIn("成果指標", book.read("xl/workbook.xml").decode())
            cells = book.read("xl/worksheets/sheet1.xml").decode()
            values = [float(text) for text in re.findall(r"<v>([0-9.]+)</v>", cells)]
            self.assertIn(number, values)
            self.assertNotIn("<f>", cells)

    def test_outlook(self):
        """要因分析と見込みをキーだけで書け、期間ごとに残る"""
        with self.opened("/figures/mihon/letters-to-mayor?quarter=1") as page:
            page.locator(".outlook summary").focus()
            page.keyboard.press("Enter")
            page.get_by_label("要因分析").fill("広報で取り上げたため <b>増えた</b>")
            page.get_by_label("年度末達成見込み").select_option("nearly")
            page.get_by_role("button", name="評価を記入する").click()
            said = page.locator(".outlook dl").inner_text()
            self.assertIn("広報で取り上げたため <b>増えた</b>", said)
            self.assertIn("おおむね達成見込み", said)

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
            ("figures-compared.png", "二時点の比較", "机上", "light"),
            ("figures-difference.png", "差の内訳", "机上", "light"),
            ("figures-narrowed.png", "絞込み", "320 px", "light"),
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
