"""The organisation, a new fiscal year and paper for days without power in a real browser.

    KOE_DEMO_PASSWORD=… python Tests/Browser/organisation.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os
import re

from browser import EveryPage, InABrowser, main


class OrganisationInABrowser(EveryPage, InABrowser):
    """組織・年度更新・停電用の用紙（ブラウザー）"""

    login = "hearing"
    pages = {
        "組織": "/organisation",
        "組織改正の準備": "/organisation/reform",
        "英語の組織": "/organisation?lang=en",
        "年度更新": "/year",
        "英語の年度更新": "/year?lang=en",
        "停電用受付票": "/print/slips?count=2",
        "停電用受付簿": "/print/ledger?count=20",
    }

    def test_reform(self):
        """JavaScript もマウスもなしで改正を加え、試行で行き先を見て登録できる"""
        with self.opened("/organisation/reform", java_script_enabled=False) as page:
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
            self.assertEqual(page.locator(".steps li").count(), 2)
            page.get_by_role("button", name="試行する").click()
            result = page.locator("section.notice").inner_text()
            self.assertIn("土木課", result)
            self.assertIn("建設部道路課(43)", result)
            self.shot(page, "reform-trial.png")
            page.get_by_role("button", name="この改正を登録する").click()
            text = page.locator("main").inner_text()
            self.assertIn("建設部 道路課（統合）", text)
            self.assertIn("（予定）", text)
            self.shot(page, "organisation-prepared.png")

    def test_year(self):
        """年度更新で名義を登録すると、状態が済になり、記録から読まれる"""
        with self.opened("/year?year=R12", java_script_enabled=False) as page:
            row = page.locator("tr", has_text="回答の名義").first
            self.assertIn("未", row.inner_text())
            form = page.locator("#signature")
            form.get_by_label("職名").fill("市長職務代理者副市長")
            form.get_by_label("氏名").fill("見本 <b>次郎</b>")
            form.get_by_role("button").click()
            row = page.locator("tr", has_text="回答の名義").first
            self.assertIn("済", row.inner_text())
            self.assertIn("見本 <b>次郎</b>", row.inner_text())

    def test_paper(self):
        """受付票は1枚ずつA4に、受付簿はA4横に収まり、画面の操作部は印刷されない"""
        for path, sheets, size in [
            ("/print/slips?count=2", 2, (595, 842)),
            ("/print/ledger?count=30", 2, (842, 595)),
        ]:
            with self.subTest(path=path), self.opened(path) as page:
                paper = page.pdf(prefer_css_page_size=True)
                found = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", paper)
                self.assertEqual(len(found), sheets)
                for width, height in found:
                    self.assertEqual((round(float(width)), round(float(height))), size)
                page.emulate_media(media="print")
                self.assertFalse(page.locator(".controls").is_visible())

    @classmethod
    def shot(cls, page, name):
        from browser import Place

        if Place.screenshots:
            os.makedirs(Place.screenshots, exist_ok=True)
            page.screenshot(path=os.path.join(Place.screenshots, name), full_page=True)

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        for file, name, screen in [
            ("organisation.png", "組織", "机上"),
            ("reform.png", "組織改正の準備", "机上"),
            ("organisation-320px.png", "組織", "320 px"),
            ("year.png", "年度更新", "机上"),
            ("year-320px.png", "年度更新", "320 px"),
            ("slips.png", "停電用受付票", "机上"),
            ("ledger.png", "停電用受付簿", "机上"),
        ]:
            with cls.opened(cls.pages[name], screen) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
