"""Lectures and gatherings in a real browser, with and without a network.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/participation.py http://127.0.0.1:8080/ \\
        [--screenshots FOLDER]
"""

import datetime
import os
import uuid

from browser import EveryPage, InABrowser, Place, main

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
SENT = "すべて記録しました。"


class ParticipationInABrowser(EveryPage, InABrowser):
    """出前講座・催し（ブラウザー）"""

    login = "hearing"
    pages = {
        "出前講座": "/lectures",
        "英語の出前講座": "/lectures?lang=en",
        "年度のメニュー": "/lectures/offers",
        "申込みの受付": "/lectures/request",
        "催し": "/gatherings",
        "催しの登録": "/gatherings/new",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = datetime.datetime.now(JAPAN).date()
        cls.lecture = cls.requested()
        cls.gathering = cls.announced()
        cls.pages = cls.pages | {
            "講座の記録": cls.lecture,
            "催しの記録": cls.gathering,
            "名簿": cls.gathering + "/sheet",
            "出欠": cls.gathering + "/attendance",
        }

    @classmethod
    def requested(cls):
        """A request by telephone; the path of its page."""
        with cls.opened("/lectures/request") as page:
            page.get_by_label("講座（").select_option(label="メニュー外")
            page.get_by_label("メニュー外の希望").fill("雪の多い年の除雪について")
            wish = cls.today + datetime.timedelta(days=30)
            page.get_by_label("第1希望").fill(f"{wish} 13:30")
            page.get_by_label("団体名").fill("見本町会")
            page.get_by_label("代表者").fill("見本 太郎")
            page.get_by_label("予定人数").fill("4")
            page.get_by_role("button", name="受け付ける").click()
            page.wait_for_url("**/lectures/*done=request*")
            return page.url.removeprefix(Place.base).partition("?")[0]

    @classmethod
    def announced(cls):
        """A talk of today with one who signed up; the path of its page."""
        with cls.opened("/gatherings/new") as page:
            page.get_by_label("種類").select_option("regional-talk")
            page.get_by_label("名称").fill(f"地域懇談会 {uuid.uuid4().hex[:6]}")
            page.get_by_label("開催日").fill(cls.today.isoformat())
            page.get_by_label("場所").fill("北町会館")
            page.get_by_role("button", name="登録する").click()
            page.wait_for_url("**/gatherings/*done=new*")
            page.get_by_label("氏名").fill("見本 花子")
            page.get_by_label("申込人数").fill("2")
            page.get_by_role("button", name="受け付ける").click()
            page.wait_for_url("**/gatherings/*done=register*")
            return page.url.removeprefix(Place.base).partition("?")[0]

    def check_policy(self, name, path, scripts=(), **options):
        if path.endswith("/attendance"):
            scripts = [r"attendance-[0-9a-f]{8}\.js"]
        super().check_policy(name, path, scripts, **options)

    def test_lecture(self):
        """申込みから決定通知、中止まで、マウスも JavaScript も使わない"""
        path = self.requested()
        with self.opened(path, java_script_enabled=False) as page:
            self.assertIn("最少人数に足りません", page.locator("main").inner_text())
            sheet = page.get_by_role("form", name="日程を決定する")
            sheet.get_by_label("講座名").fill("除雪のしくみ")
            sheet.get_by_role("button", name="決定する").press("Enter")
            error = page.get_by_role("alert").get_by_role("link")
            self.assertEqual(error.inner_text(), "担当課を入力してください。")
            error.press("Enter")
            page.keyboard.type("土木課")
            page.keyboard.press("Enter")
            page.wait_for_url("**done=schedule*")
            page.get_by_role("link", name="決定通知書（印刷用）").press("Enter")
            page.wait_for_url("**/notice")
            letter = page.get_by_role("article").inner_text()
            for word in ["出前講座実施決定通知書", "見本町会", "見本 太郎 様", "除雪のしくみ", "土木課"]:
                self.assertIn(word, letter)
            page.emulate_media(media="print")
            self.assertFalse(page.locator("header").is_visible())
        with self.opened(path) as page:
            sheet = page.get_by_role("form", name="中止を記録する")
            sheet.get_by_label("中止の区分").select_option(label="荒天・災害")
            sheet.get_by_label("理由").fill("暴風雪のため")
            sheet.get_by_role("button", name="中止を記録する").press("Enter")
            page.wait_for_url("**done=cancel*")
            self.assertIn("荒天・災害", page.locator("main").inner_text())

    def count(self, page):
        return page.locator("#walk-ins").inner_text()

    def tap(self, page, times, name="当日参加を1人増やす"):
        for _ in range(times):
            page.get_by_role("button", name=name).click()

    def wait_until_sent(self, page):
        page.wait_for_function(
            "text => document.getElementById('sending').textContent === text", arg=SENT
        )

    def test_without_network(self):
        """通信が切れても数えられ、つながれば一度だけ届き、ほかの端末の数と合わさる"""
        path = self.announced() + "/attendance"
        with self.opened(path, "320 px") as page, self.opened(path, "320 px") as other:
            page.context.set_offline(True)
            self.tap(page, 5)
            self.tap(page, 1, "当日参加を1人減らす")
            page.get_by_role("button", name="見本 花子 2人").click()
            self.assertEqual(self.count(page), "4")
            self.assertIn("7件", page.locator("#sending").inner_text())
            self.tap(other, 2)
            self.wait_until_sent(other)
            page.context.set_offline(False)
            self.wait_until_sent(page)
            self.assertEqual(self.count(page), "6")
            page.reload()
            self.assertEqual(self.count(page), "6")
            ticked = page.get_by_role("button", name="見本 花子 2人")
            self.assertEqual(ticked.get_attribute("aria-pressed"), "true")
            self.assertIn("8人", page.locator(".sheet").inner_text())

    def test_lost_answer(self):
        """記録はされたのに返事が届かず、画面を閉じても、二重には数えない"""
        path = self.announced() + "/attendance"
        with self.opened(path) as page:
            page.route("**/entries", lambda route: (route.fetch(), route.abort()))
            self.tap(page, 3)
            page.wait_for_function("localStorage.length === 1")
            # The first of them has reached the city, as the next page will show.
            page.wait_for_timeout(1000)
            page.unroute("**/entries")
            page.reload()
            self.wait_until_sent(page)
            self.assertEqual(self.count(page), "3")
            self.assertEqual(page.evaluate("localStorage.length"), 0)

    def test_without_script(self):
        """JavaScript がなくても、＋と−と出席は記録される"""
        path = self.announced() + "/attendance"
        with self.opened(path, "320 px", java_script_enabled=False) as page:
            for name in ["当日参加を1人増やす"] * 3 + ["当日参加を1人減らす"]:
                with page.expect_navigation():
                    page.get_by_role("button", name=name).click()
            self.assertEqual(self.count(page), "2")
            with page.expect_navigation():
                page.get_by_role("button", name="見本 花子 2人").click()
            ticked = page.get_by_role("button", name="見本 花子 2人")
            self.assertEqual(ticked.get_attribute("aria-pressed"), "true")

    def test_buttons_fit_a_thumb(self):
        """320 px の画面で、＋と−と名簿のボタンは48 px以上"""
        with self.opened(self.gathering + "/attendance", "320 px") as page:
            buttons = page.locator(".door button.big, .door button.tick")
            self.assertEqual(buttons.count(), 3)
            for index in range(3):
                box = buttons.nth(index).bounding_box()
                self.assertGreaterEqual(min(box["width"], box["height"]), 48)

    def test_opinions(self):
        """意見は Ctrl+Enter で1件ずつ記録し、手を止めずに次を書く"""
        path = self.announced() + "/attendance"
        with self.opened(path) as page:
            for text in ["街灯を増やしてほしい", "バスの便を増やしてほしい"]:
                page.get_by_label("意見（1件ずつ）").fill(text)
                with page.expect_navigation(url="**noted=*"):
                    page.keyboard.press("Control+Enter")
                self.assertEqual(page.locator(":focus").get_attribute("id"), "opinion")
            self.assertEqual(page.get_by_label("意見（1件ずつ）").input_value(), "")
            self.assertEqual(page.complaints, [])

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        for file, path, screen in [
            ("lectures.png", "/lectures", "机上"),
            ("lecture.png", cls.lecture, "机上"),
            ("lecture-request-320px.png", "/lectures/request", "320 px"),
            ("lecture-menu.png", "/lectures/offers", "机上"),
            ("gatherings.png", "/gatherings", "机上"),
            ("gathering.png", cls.gathering, "机上"),
            ("gathering-sheet.png", cls.gathering + "/sheet", "机上"),
            ("attendance-320px.png", cls.gathering + "/attendance", "320 px"),
        ]:
            with cls.opened(path, screen) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
