"""The register, a record, the audit and the glossary in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/register.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os

from browser import EveryPage, InABrowser, Place, main


class RegisterInABrowser(EveryPage, InABrowser):
    """受付簿（ブラウザー）"""

    login = "hearing"
    pages = {
        "受付簿": "/register",
        "しぼった受付簿": "/register?year=R8&mark=untriaged&mark=anonymous",
        "当てはまらない条件": "/register?category=99999",
        "条件の誤り": "/register?from=2%E6%9C%8830%E6%97%A5&q=%E9%9B%AA",
        "差出人から探す": "/register/people",
        "英語の受付簿": "/register?lang=en",
        "案件票": "/items/R8-0001",
        "訂正": "/items/R8-0001/correction",
        "添付の追加・取下げ": "/items/R8-0001/scans",
        "証明": "/items/R8-0001/proof",
        "利用停止決定": "/items/R8-0001/suspension",
        "英語の案件票": "/items/R8-0001?lang=en",
        "用語集": "/glossary",
    }

    def check_policy(self, name, path, scripts=(), **options):
        # Beside a record one hears of others who have it open, too.
        if name.endswith("案件票"):
            scripts = [r"htmx-2\.0\.10\.min\.js"]
        super().check_policy(name, path, scripts, **options)

    def test_find(self):
        """言葉で探し、しぼり、次の頁へ。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.find(java_script_enabled=scripts)

    def find(self, **options):
        with self.opened("/register", **options) as page:
            rows = page.locator("table.register tbody tr")
            self.assertEqual(rows.count(), 30)
            newest = rows.first.inner_text()
            page.get_by_role("link", name="次の案件へ").press("Enter")
            page.wait_for_url("**/register?*after=*")
            self.assertNotEqual(rows.first.inner_text(), newest)
            page.get_by_role("link", name="最も新しい案件へ戻る").press("Enter")
            self.assertEqual(rows.first.inner_text(), newest)
            page.get_by_label("期限切れ").press("Space")
            page.get_by_label("経路").select_option(label="手紙")
            page.get_by_role("button", name="表示する").press("Enter")
            page.wait_for_url("**/register?*mark=overdue*")
            self.assertTrue(page.get_by_label("期限切れ").is_checked())
            self.assertGreater(rows.count(), 0)
            page.get_by_role("link", name="条件を消す").press("Enter")
            page.get_by_label("要旨・本文の言葉").fill("公園")
            page.keyboard.press("Enter")
            page.wait_for_url("**/register?q=*")
            self.assertGreater(rows.count(), 0)
            for gist in page.locator("table.register td.gist").all_inner_texts():
                self.assertTrue(gist.strip())
            self.assertEqual(page.complaints, [])

    def test_record(self):
        """受付簿から案件票へ。理由を書いて表示し、二人で訂正し、証明する。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.record(java_script_enabled=scripts)

    def record(self, **options):
        with self.opened("/register", **options) as page:
            page.locator("table.register tbody a").first.press("Enter")
            page.wait_for_url("**/items/*")
            path = page.url.removeprefix(Place.base)
            self.assertIn("●●●", page.locator("main").inner_text())
            page.get_by_role("button", name="表示する").press("Enter")
            link = page.get_by_role("alert").get_by_role("link")
            self.assertEqual(link.inner_text(), "表示する理由を入力してください。")
            link.press("Enter")
            page.keyboard.type("回答の作成のため")
            page.keyboard.press("Enter")
            page.wait_for_selector("text=このページを離れると、また伏せます")
            self.assertEqual(page.get_by_label("表示する理由").count(), 0)
            page.get_by_role("link", name="この記録を証明する").press("Enter")
            page.wait_for_url("**/proof")
            self.assertIn("記録されたときのまま", page.locator("main").inner_text())
            page.goto(Place.base + path + "/correction")
            with self.opened(path + "/correction", **options) as other:
                self.correct(other, f"先に直した要旨{options}"[:60])
                other.wait_for_url("**?done=1")
            mine = f"後から直した要旨{options}"[:60]
            self.correct(page, mine)
            page.wait_for_selector("text=同じ記録を変更しました")
            self.assertEqual(page.get_by_label("要旨").input_value(), mine)
            self.assertIn("先に直した要旨", page.get_by_role("alert").inner_text())
            page.get_by_role("button", name="訂正を記録する").press("Enter")
            page.wait_for_url("**?done=1")
            self.assertGreater(page.locator("del").count(), 0)
            self.assertEqual(page.complaints, [])

    def correct(self, page, gist):
        page.get_by_label("要旨").fill(gist)
        page.get_by_label("訂正の理由").select_option("additional")
        page.get_by_role("button", name="訂正を記録する").press("Enter")

    def test_audit(self):
        """監査の画面で、開封の記録を見て、台帳を検証する"""
        for name, path in {
            "台帳": "/log", "開封": "/log/openings", "検証": "/log/check", "鍵": "/log/keys"
        }.items():
            for check in (
                self.check_axe, self.check_reflow, self.check_policy, self.check_keyboard
            ):
                check(name, path, login="auditor")
        with self.opened("/log/check", login="auditor") as page:
            page.get_by_role("button", name="今すぐ検証する").press("Enter")
            page.wait_for_selector("text=全て記録されたときのまま")

    def test_paper(self):
        """印刷すると、A4横の台帳になり、見出しが各頁に付く"""
        with self.opened("/register") as page:
            page.emulate_media(media="print")
            self.assertFalse(page.locator("form.controls").is_visible())
            self.assertTrue(page.locator("tr.print").is_visible())
            self.assertIn("受付簿", page.locator("tr.print").inner_text())
            pdf = page.pdf(prefer_css_page_size=True)
            # Millimetres of A4 in points, on its side.
            self.assertIn(b"/MediaBox [0 0 841", pdf.replace(b"[ ", b"["))

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        for file, name, screen, scheme in [
            ("register.png", "受付簿", "机上", "light"),
            ("register-dark.png", "受付簿", "机上", "dark"),
            ("register-320px.png", "受付簿", "320 px", "light"),
            ("register-mistake.png", "条件の誤り", "机上", "light"),
            ("register-people.png", "差出人から探す", "机上", "light"),
            ("record.png", "案件票", "机上", "light"),
            ("record-320px.png", "案件票", "320 px", "light"),
            ("correction.png", "訂正", "机上", "light"),
            ("attachments.png", "添付の追加・取下げ", "机上", "light"),
            ("proof.png", "証明", "机上", "light"),
            ("glossary.png", "用語集", "机上", "light"),
        ]:
            with cls.opened(cls.pages[name], screen, color_scheme=scheme) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)
        with cls.opened("/log", login="auditor") as page:
            page.screenshot(path=os.path.join(folder, "log.png"), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
