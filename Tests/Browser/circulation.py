"""The mayor reads through what came in, in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/circulation.py http://127.0.0.1:8080/ [--screenshots F]
"""

import os

from browser import EveryPage, InABrowser, Place, main


class CirculationInABrowser(EveryPage, InABrowser):
    """供覧（ブラウザー）"""

    login = "mayor"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.opened("/circulation") as page:
            first = page.locator("#unread ~ .cards .gist a").first.get_attribute("href")
        cls.first = first
        cls.pages = {
            "供覧の一覧": "/circulation",
            "供覧": first,
            "英語の供覧": first + "?lang=en",
        }

    def check_policy(self, name, path, scripts=(), **options):
        if not name.endswith("一覧"):
            scripts = [r"keys-[0-9a-f]{8}\.js"]
        super().check_policy(name, path, scripts, **options)

    def test_keys(self):
        """← → のキーで前後に移り、R で既読にして次の未読へ。入力中は普通の文字になる"""
        with self.opened("/circulation") as page:
            page.get_by_role("link", name="未読を最初から読む").click()
            begun = page.url
            page.keyboard.press("ArrowRight")
            page.wait_for_url(lambda url: url != begun)
            page.keyboard.press("ArrowLeft")
            page.wait_for_url(begun)
            page.locator("#text").fill("")
            page.locator("#text").press("ArrowRight")
            page.locator("#text").type("r")
            self.assertEqual(page.url, begun)
            self.assertEqual(page.locator("#text").input_value(), "r")
            page.evaluate("document.activeElement.blur()")
            page.keyboard.press("r")
            page.wait_for_url(lambda url: url != begun)
            self.assertEqual(page.locator(".now .course").count(), 0)
            page.goto(begun)
            self.assertIn("既読", page.locator(".now .course").inner_text())
            self.assertEqual(page.complaints, [])

    def test_swipe(self):
        """左右になぞると前後に移る"""
        with self.opened(self.first, "320 px", has_touch=True) as page:
            begun = page.url
            page.evaluate(
                """() => {
                    const here = document.querySelector('[data-swipe]');
                    const touch = (x) =>
                        new Touch({identifier: 1, target: here, clientX: x, clientY: 300});
                    const send = (kind, x, touches) => here.dispatchEvent(new TouchEvent(
                        kind, {bubbles: true, touches, changedTouches: [touch(x)]}));
                    send('touchstart', 280, [touch(280)]);
                    send('touchend', 60, []);
                }"""
            )
            page.wait_for_url(lambda url: url != begun)
            self.assertEqual(page.complaints, [])

    def test_targets(self):
        """押すところは、どれも 24 px 以上"""
        with self.opened(self.first, "320 px") as page:
            small = page.locator("main a, main button, main textarea").evaluate_all(
                """all => all.map(one => [one.textContent.trim(), one.getBoundingClientRect()])
                    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
                    .map(([text]) => text)"""
            )
            self.assertEqual(small, [])

    def test_journey(self):
        """読み、指示し、担当課が対応する。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.journey(java_script_enabled=scripts)

    def journey(self, **options):
        with self.opened("/circulation", **options) as page:
            page.get_by_role("link", name="未読を最初から読む").press("Enter")
            number = page.url.split("/")[-1]
            page.get_by_role("button", name="指示する").press("Enter")
            self.assertIn("文面を入力してください", page.get_by_role("alert").inner_text())
            page.locator("#text").fill("現地を確認すること")
            page.get_by_role("button", name="指示する").press("Enter")
            page.wait_for_url("**done=instruct*")
            self.assertIn("対応待ち", page.locator(".now").inner_text())
            page.get_by_role("button", name="次の未読へ").press("Enter")
            page.wait_for_url(lambda url: number not in url)
            self.assertEqual(page.complaints, [])
        with self.opened(f"/tray/{number}", login="hearing", **options) as page:
            page.get_by_role("link", name="指示への対応").press("Enter")
            page.locator("#text").fill("道順を見直した")
            page.get_by_role("button", name="対応を記録する").press("Enter")
            page.wait_for_url("**done=answer-instruction*")
        with self.opened(f"/circulation/{number}", **options) as page:
            self.assertIn("対応済み", page.locator(".now").inner_text())
            self.assertIn("道順を見直した", page.locator(".now").inner_text())

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        for file, path, screen in [
            ("circulation.png", "/circulation", "机上"),
            ("circulation-letter.png", cls.first, "机上"),
            ("circulation-letter-320px.png", cls.first, "320 px"),
        ]:
            with cls.opened(path, screen) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
