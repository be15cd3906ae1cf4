"""Logging in, one's own account and the list of users in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/login.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import base64
import hmac
import os
import struct
import time
import uuid

from browser import EveryPage, InABrowser, Place, log_in, main

OWN = "除雪は朝六時までに済ませてほしい"


def one_time_code(key, ahead=0):
    """RFC 6238, written anew: the server's own must agree with it."""
    secret = base64.b32decode(key.replace(" ", ""))
    step = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(secret, step, "sha1").digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class LogInInABrowser(EveryPage, InABrowser):
    """ログインと利用者の管理（ブラウザー）"""

    login = "admin"
    guests = {"ログイン": "/login"}
    pages = {
        "自分の設定": "/account",
        "パスワードの変更": "/account/password",
        "利用者": "/admin/users",
        "利用者の詳細": "/admin/users/officer",
        "人事異動": "/admin/transfers",
        "英語の利用者": "/admin/users?lang=en",
    }

    def test_first_screens(self):
        """役割ごとに自分の最初の画面に着き、できることだけが上に並ぶ"""
        for login, place in [
            ("intake", "/intake"),
            ("officer", "/tray"),
            ("approver", "/tray"),
            ("planning", "/figures"),
            ("hearing", "/register"),
            ("viewer", "/register"),
            ("auditor", "/log"),
            ("admin", "/admin/users"),
        ]:
            with self.subTest(login=login), self.opened("/", login=login) as page:
                self.assertEqual(page.url, Place.base + place)
                users = page.get_by_role("link", name="利用者", exact=True).count()
                self.assertEqual(users > 0, login in ("auditor", "admin"))

    def test_journey(self):
        """登録、初回ログイン、パスワード、確認コード、ログアウトまで。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.journey(java_script_enabled=scripts)

    def journey(self, **options):
        login = f"t{uuid.uuid4().hex[:8]}"
        with self.opened("/admin/users", **options) as page:
            page.get_by_label("利用者名").press_sequentially(login)
            page.keyboard.press("Tab")
            page.keyboard.type("試験 花子")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/{login}")
            page.get_by_role("button", name="初回パスワードを発行する").press("Enter")
            password = page.locator(".secret code").inner_text()
        with self.opened("/figures", login=None, **options) as page:
            self.assertIn("/login?next=", page.url)
            page.get_by_label("利用者名").focus()
            page.keyboard.type(login)
            page.keyboard.press("Tab")
            page.keyboard.type("違うパスワードです。よ")
            page.keyboard.press("Enter")
            alert = page.get_by_role("alert")
            self.assertIn("利用者名かパスワードが違います", alert.inner_text())
            # What was typed is there still, the password aside.
            self.assertEqual(page.get_by_label("利用者名").input_value(), login)
            log_in(page, login, password)
            self.assertTrue(page.url.endswith("/account/password"))
            page.get_by_label("現在のパスワード").fill(password)
            page.get_by_label("新しいパスワード", exact=False).nth(0).fill("短い")
            page.get_by_label("新しいパスワード（確認）").fill("短い")
            page.get_by_role("button", name="変更する").press("Enter")
            link = page.get_by_role("alert").get_by_role("link")
            self.assertIn("15字以上", link.inner_text())
            link.press("Enter")
            self.assertTrue(page.url.endswith("#newPassword"))
            page.get_by_label("現在のパスワード").fill(password)
            page.get_by_label("新しいパスワード", exact=False).nth(0).fill(OWN)
            page.get_by_label("新しいパスワード（確認）").fill(OWN)
            page.get_by_role("button", name="変更する").press("Enter")
            page.wait_for_url("**/register")
            self.second_factor(page, login)
            self.assertEqual(page.complaints, [])

    def second_factor(self, page, login):
        page.goto(Place.base + "/account")
        page.get_by_role("button", name="確認コードを使う").press("Enter")
        key = page.locator("section code").first.inner_text()
        page.get_by_role("textbox", name="確認コード").fill(one_time_code(key))
        page.get_by_role("button", name="確認する").press("Enter")
        self.assertEqual(page.locator(".codes li").count(), 10)
        recovery = page.locator(".codes li").first.inner_text()
        page.get_by_role("button", name="ログアウト").press("Enter")
        self.assertIn("ログアウトしました", page.get_by_role("status").inner_text())
        log_in(page, login, OWN)
        self.assertTrue(page.url.endswith("/login/code"))
        page.get_by_role("textbox", name="確認コード").fill("000000")
        page.get_by_role("button", name="確認する").press("Enter")
        self.assertIn("確認コードが違います", page.get_by_role("alert").inner_text())
        # The next code is taken, too: a telephone's clock may be fast.
        page.get_by_role("textbox", name="確認コード").fill(one_time_code(key, ahead=1))
        page.get_by_role("button", name="確認する").press("Enter")
        page.wait_for_url("**/register")
        page.get_by_role("button", name="ログアウト").press("Enter")
        log_in(page, login, OWN)
        page.get_by_role("textbox", name="確認コード").fill(recovery)
        page.get_by_role("button", name="確認する").press("Enter")
        page.wait_for_url("**/register")

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        with cls.opened("/login", login=None) as page:
            page.screenshot(path=os.path.join(folder, "login.png"), full_page=True)
        for file, name, screen, scheme in [
            ("users.png", "利用者", "机上", "light"),
            ("user.png", "利用者の詳細", "机上", "light"),
            ("user-dark.png", "利用者の詳細", "机上", "dark"),
            ("account-320px.png", "自分の設定", "320 px", "light"),
            ("transfers.png", "人事異動", "机上", "light"),
        ]:
            with cls.opened(cls.pages[name], screen, color_scheme=scheme) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
