"""Logging in at an identity provider and coming back, in a real browser.

deploy/test runs this with the program, which keeps a demo city of its own in a folder:

    python Tests/Browser/signon.py .build/debug/koe FOLDER [--screenshots FOLDER]

The provider is oidc-provider-mock: another program's reading of the same papers.
"""

import argparse
import logging
import os
import sys
import unittest

import oidc_provider_mock
from axe_playwright_python.sync_playwright import Axe
from browser import AXE, EveryPage, InABrowser, Place, log_in
from crash import Server

SUBJECT = "toro@city.example.jp"


class SignOnInABrowser(EveryPage, InABrowser):
    """庁内の認証（ブラウザー）"""

    login = "admin"
    guests = {
        "ログイン": "/login",
        "英語のログイン": "/login?lang=en",
        "時間切れ": "/login/oidc/return?state=x",
        "取消し": "/login/oidc/return?error=access_denied",
    }
    pages = {"利用者の詳細": "/admin/users/officer"}

    def test_journey(self):
        """結び付けてもらい、認証サーバーへ行って戻り、自分の最初の画面に着く。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.journey(java_script_enabled=scripts)

    def journey(self, **options):
        with self.opened("/login", login=None, **options) as page:
            # Who is bound to nobody is told what to ask for.
            self.through(page, SUBJECT)
            self.assertTrue(page.locator("h1", has_text="利用者と結び付いていません").is_visible())
            subject = page.locator("dd code").inner_text()
            if options["java_script_enabled"]:
                found = Axe().run(page, options=AXE)
                self.assertEqual(found.violations_count, 0, found.generate_report())
            self.picture(page, "unbound.png")
        with self.opened("/admin/users/officer", **options) as page:
            page.get_by_label("本人の識別子").focus()
            page.keyboard.type(subject)
            page.keyboard.press("Enter")
            page.get_by_text("結び付いています").wait_for()
            self.picture(page, "bound.png")
        with self.opened("/tray", login=None, **options) as page:
            self.assertIn("/login?next=", page.url)
            self.leave(page)
            # This provider gives no state back with a refusal; it is told all the same.
            page.get_by_role("button", name="Deny").click()
            self.assertIn("認証が取り消されたか", page.get_by_role("alert").inner_text())
            self.picture(page, "declined.png")
            self.through(page, SUBJECT)
            page.wait_for_url("**/tray")
            self.assertTrue(page.get_by_text("見本").first.is_visible())
            self.assertEqual(
                [said for said in page.complaints if Place.base in said], [], "no policy was broken"
            )
            page.get_by_role("button", name="ログアウト").press("Enter")
            # The password is a way, too.
            log_in(page, "officer")
            page.wait_for_url("**/tray")
        with self.opened("/admin/users/officer", **options) as page:
            page.get_by_role("button", name="庁内の認証との結び付きを解除する").press("Enter")
            page.get_by_text("結び付いていません").wait_for()

    def leave(self, page):
        # The provider's page wants a style sheet from the internet.
        page.context.route("https://**", lambda route: route.abort())
        page.get_by_role("link", name="庁内の認証でログイン").press("Enter")

    def through(self, page, subject):
        self.leave(page)
        page.get_by_placeholder("sub").fill(subject)
        page.get_by_role("button", name="Authorize").click()

    def test_interrupted(self):
        """時間切れの入力を、新しいタブでの認証のあとで続ける"""
        with self.opened("/intake", login="intake") as page:
            page.locator("[name=summary]").fill("除雪を早めてほしい")
            page.context.clear_cookies()
            page.evaluate("document.querySelector('main form').submit()")
            page.context.route("https://**", lambda route: route.abort())
            link = page.get_by_role("link", name="新しいタブでログイン")
            with page.context.expect_page() as opened:
                link.click()
            self.picture(page, "interrupted.png")
            opened.value.get_by_placeholder("sub").wait_for()
            opened.value.close()
            page.get_by_role("button", name="ログインしたので続ける").press("Enter")
            self.assertIn("まだログインしていません", page.get_by_role("alert").inner_text())

    def picture(self, page, name):
        if Place.screenshots:
            os.makedirs(Place.screenshots, exist_ok=True)
            page.screenshot(path=os.path.join(Place.screenshots, name), full_page=True)

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        for file, path, login, screen, scheme in [
            ("sign-on.png", "/login", None, "机上", "light"),
            ("sign-on-320px-dark.png", "/login", None, "320 px", "dark"),
            ("bind.png", "/admin/users/officer", "admin", "机上", "light"),
        ]:
            with cls.opened(path, screen, login=login, color_scheme=scheme) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="koe")
    parser.add_argument("folder", help="an empty folder for its data")
    parser.add_argument("--screenshots", help="a folder to keep pictures of the pages in")
    given, rest = parser.parse_known_args()
    Server.program, Server.folder = os.path.abspath(given.program), given.folder
    Place.screenshots = given.screenshots
    secret = os.path.join(given.folder, "secret")
    with open(secret, "w") as file:
        file.write("any will do\n")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with oidc_provider_mock.run_server_in_thread() as provider:
        os.environ |= {
            "KOE_OIDC_ISSUER": f"http://localhost:{provider.server_port}",
            "KOE_OIDC_CLIENT_ID": "koe",
            "KOE_OIDC_CLIENT_SECRET_FILE": secret,
        }
        server = Server()
        os.environ["KOE_DEMO_PASSWORD"] = server.password
        try:
            tests = unittest.main(
                argv=[sys.argv[0], *rest], verbosity=2, exit=False, warnings="ignore"
            )
        finally:
            server.stop()
    sys.exit(0 if tests.result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
