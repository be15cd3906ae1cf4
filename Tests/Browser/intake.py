"""Letters entered one after another in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/intake.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os

from browser import EveryPage, InABrowser, main


class IntakeInABrowser(EveryPage, InABrowser):
    """受付・連続入力（ブラウザー）"""

    login = "intake"
    pages = {
        "受付": "/intake",
        "英語の受付": "/intake?lang=en",
        "受付の後": "/intake?done=R8-0001&warnings=individual-number",
    }

    def test_batch(self):
        """誤り、直し、続けて2通。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.batch(java_script_enabled=scripts)

    def batch(self, **options):
        with self.opened("/intake", **options) as page:
            page.get_by_label("経路").fill("２")
            page.get_by_label("差出人（氏名）").fill("*")
            page.keyboard.press("Enter")
            link = page.get_by_role("alert").get_by_role("link")
            self.assertEqual(link.inner_text(), "要旨を入力してください。")
            self.assertEqual(page.get_by_label("差出人（氏名）").input_value(), "*")
            link.press("Enter")
            page.keyboard.type("除雪の時間を早めてほしい")
            page.keyboard.press("Enter")
            page.wait_for_url("**/intake?*done=*")
            first = page.url
            self.assertIn("を受け付けました", page.get_by_role("status").inner_text())
            # One goes on with the sender; channel and the like stay.
            self.assertEqual(page.locator(":focus").get_attribute("id"), "name")
            self.assertEqual(page.get_by_label("経路").input_value(), "2")
            page.keyboard.type("見本 太郎")
            page.get_by_label("要旨").fill("街灯がつかない")
            page.get_by_role("button", name="登録して次へ").press("Enter")
            page.wait_for_url(lambda url: "done=" in url and url != first)
            self.assertIn("を受け付けました", page.get_by_role("status").inner_text())
            self.assertEqual(page.complaints, [])

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        after = "/intake?done=R8-0123&channel=postcard&warnings=phone"
        for file, path, screen in [
            ("intake.png", "/intake", "机上"),
            ("intake-320px.png", "/intake", "320 px"),
            ("intake-after.png", after, "机上"),
        ]:
            with cls.opened(path, screen) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
