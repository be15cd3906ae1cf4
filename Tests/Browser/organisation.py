"""The organisation and its changes in a real browser.

    KOE_DEMO_PASSWORD=… python Tests/Browser/organisation.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os

from browser import EveryPage, InABrowser, main


class OrganisationInABrowser(EveryPage, InABrowser):
    """組織と組織改正（ブラウザー）"""

    login = "planning"
    pages = {
        "組織": "/organisation",
        "組織改正の準備": "/organisation/reform",
        "英語の組織": "/organisation?lang=en",
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
            self.assertIn("建設部土木課(41)", result)
            self.assertIn("建設部道路課(43)", result)
            self.shot(page, "reform-trial.png")
            page.get_by_role("button", name="この改正を登録する").click()
            text = page.locator("main").inner_text()
            self.assertIn("建設部 道路課（統合）", text)
            self.assertIn("（予定）", text)
            self.shot(page, "organisation-prepared.png")

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
        ]:
            with cls.opened(cls.pages[name], screen) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
