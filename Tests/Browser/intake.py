"""Letters entered one after another in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/intake.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os
import uuid

from playwright.sync_api import TimeoutError as TookTooLong

from browser import AXE, Axe, EveryPage, InABrowser, main

# What the page may load beside its own style.
SCRIPTS = (r"htmx-2\.0\.10\.min\.js", r"intake-[0-9a-f]{8}\.js")
# Three letters, scanned as one file.
LETTERS = os.path.join(
    os.path.dirname(__file__), "..", "DeskTests", "Fixtures", "Scans", "letters.pdf"
)


class Keys:
    """Presses keys and counts them; a chord is as many as its keys."""

    def __init__(self, page):
        self.page = page
        self.pressed = 0

    def press(self, *keys):
        for key in keys:
            self.pressed += key.count("+") + 1 if len(key) > 1 else 1
            self.page.keyboard.press(key)

    def type(self, text):
        """Letters, each one press."""
        self.pressed += len(text)
        self.page.keyboard.type(text)

    def gist(self, text):
        """The text of the letter itself is not counted."""
        self.page.keyboard.type(text)


class IntakeInABrowser(EveryPage, InABrowser):
    """受付・連続入力（ブラウザー）"""

    login = "intake"
    scripts = SCRIPTS
    pages = {
        "受付": "/intake",
        "英語の受付": "/intake?lang=en",
        "受付の後": "/intake?done=R8-0001&warnings=individual-number",
    }

    def setUp(self):
        """Nothing of another test stands in the form."""
        with self.opened("/intake") as page:
            discard = page.get_by_role("button", name="書きかけを捨てる")
            if discard.count():
                discard.click()
                page.wait_for_load_state()

    def test_batch(self):
        """誤り、直し、続けて2通。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.batch(java_script_enabled=scripts)

    def batch(self, **options):
        enter = "Control+Enter" if options["java_script_enabled"] else "Enter"
        with self.opened("/intake", **options) as page:
            page.get_by_label("経路").fill("２")
            page.get_by_label("差出人（氏名）").fill("*")
            page.keyboard.press(enter)
            link = page.get_by_role("alert").get_by_role("link")
            self.assertEqual(link.inner_text(), "要旨を入力してください。")
            self.assertEqual(page.get_by_label("差出人（氏名）").input_value(), "*")
            link.press("Enter")
            page.keyboard.type("除雪の時間を早めてほしい")
            page.keyboard.press(enter)
            first = self.recorded(page, "")
            self.assertIn("を受け付けました", page.get_by_role("status").first.inner_text())
            # One goes on with the sender; channel and the like stay.
            self.assertEqual(page.locator(":focus").get_attribute("id"), "name")
            self.assertEqual(page.get_by_label("経路").input_value(), "2")
            page.keyboard.type("見本 太郎")
            page.get_by_label("要旨").fill("街灯がつかない")
            page.get_by_role("button", name="登録して次へ").press("Enter")
            self.recorded(page, first)
            self.assertIn("を受け付けました", page.get_by_role("status").first.inner_text())
            self.assertEqual(page.complaints, [])

    def recorded(self, page, before):
        """Waits for the page after a receipt, and gives its address."""
        try:
            page.wait_for_url(lambda url: "done=" in url and url != before)
        except TookTooLong:
            self.fail(f"{page.url}: {page.get_by_role('alert').all_inner_texts()}")
        page.locator("#name:focus").wait_for()
        self.assertEqual(page.locator("#name").input_value(), "")
        return page.url

    def here(self, page):
        return page.locator(":focus").get_attribute("id")

    def test_digits(self):
        """1桁・2桁の欄は打てば次へ進み、日本語入力がオンでも、全角でも同じ"""
        with self.opened("/intake") as page:
            page.locator("#wantsReply").focus()
            page.keyboard.press("1")
            self.assertEqual(page.locator("#wantsReply").input_value(), "1")
            self.assertEqual(self.here(page), "mayPublish")
            # Full width, as a paste or another program brings it.
            page.keyboard.insert_text("２")
            self.assertEqual(page.locator("#mayPublish").input_value(), "2")
            self.assertEqual(self.here(page), "category")
            page.keyboard.press("0")
            self.assertEqual(self.here(page), "category")
            page.keyboard.press("7")
            self.assertEqual(page.locator("#category").input_value(), "07")
            self.assertNotEqual(self.here(page), "category")
            # With the input method on the browser learns of the key, not of the letter.
            page.locator("#wantsReply").focus()
            self.press_with_input_method(page, "Digit2", 50, "２")
            self.assertEqual(page.locator("#wantsReply").input_value(), "2")
            self.assertEqual(self.here(page), "mayPublish")
            self.assertEqual(page.locator("#mayPublish").input_value(), "2")
            self.assertEqual(page.complaints, [])

    def press_with_input_method(self, page, code, key_code, text):
        session = page.context.new_cdp_session(page)
        event = {"key": "Process", "code": code, "windowsVirtualKeyCode": 229}
        session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1}
        )
        up = {"key": "Process", "code": code, "windowsVirtualKeyCode": key_code}
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **up})

    def test_conversion(self):
        """変換中の Enter は確定だけで登録せず、読みはふりがなに入り、Esc は何も消さない"""
        with self.opened("/intake") as page:
            page.locator("#name").focus()
            session = page.context.new_cdp_session(page)
            for text in ("み", "みほ", "みほん", "見本"):
                session.send(
                    "Input.imeSetComposition",
                    {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
                )
            enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
            session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
            session.send("Input.insertText", {"text": "見本"})
            session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
            self.assertEqual(self.here(page), "name")
            self.assertEqual(page.locator("#name").input_value(), "見本")
            self.assertEqual(page.locator("#kana").input_value(), "みほん")
            page.keyboard.press("Escape")
            self.assertEqual(page.locator("#name").input_value(), "見本")
            # Enter goes on, and never sends.
            page.keyboard.press("Enter")
            self.assertEqual(self.here(page), "postalCode")
            page.locator("#summary").focus()
            page.keyboard.press("Enter")
            self.assertEqual(self.here(page), "body")
            self.assertTrue(page.url.endswith("/intake"))
            self.assertEqual(page.get_by_role("alert").count(), 0)

    def test_presses(self):
        """打鍵（要旨を除く）: 匿名 8以下、以前の差出人 12以下、新しい差出人 40以下"""
        family = uuid.uuid4().hex[:6].translate(str.maketrans("0123456789", "ghijklmnop"))
        with self.opened("/intake?channel=paper&done=R8-0001") as page:
            counts = {}
            for kind, enter, most in [
                ("匿名", self.anonymous, 8),
                ("新しい差出人", lambda keys: self.stranger(keys, f"{family} hanako"), 40),
                ("以前の差出人", lambda keys: self.known(keys, family[:3]), 12),
            ]:
                before = page.url
                keys = Keys(page)
                enter(keys)
                self.recorded(page, before)
                counts[kind] = keys.pressed
                with self.subTest(kind=kind):
                    self.assertLessEqual(keys.pressed, most)
            print("打鍵:", "、".join(f"{kind} {count}" for kind, count in counts.items()))
            self.assertEqual(page.complaints, [])

    def test_lookups(self):
        """提案と似た手紙は打つうちに出て、Ctrl+D でまとめ、Ctrl+Z で受付を取り消せる"""
        word = "".join(chr(0x30A2 + int(digit, 16) * 2) for digit in uuid.uuid4().hex[:8])
        with self.opened("/intake?channel=paper&done=R8-0001") as page:
            page.keyboard.press("*")
            page.locator("#category").fill("道路・除雪")
            page.locator("#summary").fill(f"{word}について")
            page.keyboard.press("Control+Enter")
            first = self.recorded(page, page.url)
            page.keyboard.press("*")
            page.locator("#category").fill("道路・除雪")
            page.locator("#summary").fill(f"{word}がまた困る")
            page.locator("#alike strong").first.wait_for()
            self.assertIn("提案: 土木課", page.locator("#proposal").inner_text())
            page.keyboard.press("Control+d")
            page.keyboard.press("Control+Enter")
            self.recorded(page, first)
            self.assertIn("と同趣旨としてまとめました", page.get_by_role("status").first.inner_text())
            page.keyboard.press("Control+z")
            page.get_by_text("の受付を取り消しました").wait_for()
            page.get_by_role("button", name="取消しをやめる").press("Enter")
            page.get_by_text("を受け付けました").wait_for()
            self.assertEqual(page.complaints, [])

    def test_further_section(self):
        """関係課は打鍵の道筋の外にあり、担当の欄で「+」を押すと移る"""
        with self.opened("/intake?channel=paper&done=R8-0001") as page:
            page.keyboard.press("*")
            page.locator("#section").focus()
            page.keyboard.press("Enter")
            self.assertEqual(self.here(page), "summary")
            page.locator("#section").select_option("41")
            page.locator("#section").focus()
            page.keyboard.press("+")
            self.assertEqual(self.here(page), "other")
            page.keyboard.press("Enter")
            self.assertEqual(self.here(page), "summary")
            self.assertEqual(page.complaints, [])

    def test_draft(self):
        """書きかけはサーバーに残り、ブラウザーには何も残らない"""
        gist = f"書きかけ{uuid.uuid4().hex[:6]}"
        with self.opened("/intake") as page:
            page.locator("#summary").focus()
            with page.expect_response("**/intake/draft*") as kept:
                page.keyboard.type(gist)
            self.assertEqual(kept.value.status, 204)
            page.wait_for_timeout(2000)
            stored = page.evaluate("({...localStorage, ...sessionStorage})")
            # The address, for the button that goes back.
            self.assertEqual(stored, {"htmx-current-path-for-history": "/intake"})
        with self.opened("/intake") as page:
            self.assertEqual(page.locator("#summary").input_value(), gist)
            self.assertIn("書きかけの入力を戻しました", page.get_by_role("status").inner_text())
            page.get_by_role("button", name="書きかけを捨てる").press("Enter")
            page.wait_for_load_state()
            self.assertEqual(page.locator("#summary").input_value(), "")

    def test_scans(self):
        """まとめて読み込んだスキャンは1頁ずつ左に出て、打鍵8以下で1通になり、Ctrl+J で次の頁もまとまる"""
        with self.opened("/intake?channel=paper&done=R8-0001") as page:
            page.locator("#scans").set_input_files(LETTERS)
            self.shown(page, 1)
            found = Axe().run(page, options=AXE)
            self.assertEqual(found.violations_count, 0, found.generate_report())
            page.locator("#name").focus()
            before = page.url
            keys = Keys(page)
            self.anonymous(keys)
            first = self.recorded(page, before)
            self.assertLessEqual(keys.pressed, 8)
            self.shown(page, 1)
            page.keyboard.press("Control+j")
            self.shown(page, 2)
            self.anonymous(Keys(page))
            second = self.recorded(page, first)
            self.assertEqual(page.locator(".scan .pages").count(), 0)
            # Taken back, the pages wait again.
            page.keyboard.press("Control+z")
            page.get_by_text("の受付を取り消しました").wait_for()
            self.shown(page, 1)
            page.get_by_role("button", name="取消しをやめる").press("Enter")
            page.get_by_text("を受け付けました").wait_for()
            self.assertEqual(page.locator(".scan .pages").count(), 0)
            number = second.split("done=")[1].split("&")[0]
            self.assertEqual(page.complaints, [])
        self.seen(number, 2)

    def test_scans_without_scripts(self):
        """JavaScript なしでも読み込み、打った文字は残り、白紙は除ける"""
        with self.opened("/intake?channel=paper", java_script_enabled=False) as page:
            page.get_by_label("要旨").fill("スキャンのとおり")
            page.get_by_text("スキャンを読み込む").click()
            page.locator("#scans").set_input_files(LETTERS)
            page.get_by_role("button", name="読み込む", exact=True).click()
            self.shown(page, 1)
            self.assertEqual(page.get_by_label("要旨").input_value(), "スキャンのとおり")
            for _ in range(2):
                page.get_by_role("button", name="この頁を除く").click()
                self.shown(page, 1)
            page.get_by_label("差出人（氏名）").fill("*")
            page.get_by_role("button", name="登録して次へ").press("Enter")
            self.recorded(page, "")
            self.assertEqual(page.locator(".scan .pages").count(), 0)

    def shown(self, page, count):
        """Waits until so many pages stand beside the form, painted."""
        pictures = page.locator(".scan .pages img")
        pictures.nth(count - 1).wait_for()
        self.assertEqual(pictures.count(), count)
        for index in range(count):
            picture = pictures.nth(index)
            picture.scroll_into_view_if_needed()
            size = picture.evaluate("p => p.decode().then(() => p.naturalWidth)")
            self.assertGreater(size, 500)

    def seen(self, number, pages):
        """On its page the scans are shown once it is opened for a reason."""
        with self.opened(f"/items/{number}") as page:
            self.assertEqual(page.locator(".scans").count(), 0)
            page.get_by_label("理由").fill("転記")
            page.get_by_role("button", name="表示する").click()
            pictures = page.locator(".scans .pages img")
            pictures.first.wait_for()
            self.assertEqual(pictures.count(), pages)
            pictures.last.scroll_into_view_if_needed()
            size = pictures.last.evaluate("p => p.decode().then(() => p.naturalWidth)")
            self.assertGreater(size, 500)
            found = Axe().run(page, options=AXE)
            self.assertEqual(found.violations_count, 0, found.generate_report())
            with page.expect_download() as saved:
                page.get_by_role("link", name="元のファイルを保存").click()
            self.assertTrue(saved.value.suggested_filename.endswith(".pdf"))
            self.assertEqual(page.complaints, [])

    def anonymous(self, keys):
        keys.press("*", "3", "0", "7")
        self.rest(keys, "街灯がつかない")

    def stranger(self, keys, name):
        keys.type(name)
        keys.press("Enter", "Enter")
        keys.type("9990001")
        keys.type("2-27")
        keys.press("Enter", "Enter", "1", "1", "0", "7")
        self.rest(keys, "歩道の雪を早く除けてほしい")

    def known(self, keys, letters):
        keys.type(letters)
        keys.page.locator("#candidates button").first.wait_for()
        keys.press("Enter", "1", "1", "0", "7")
        keys.page.locator("#address[value*='2-27']").wait_for()
        self.rest(keys, "公園の遊具が古い")

    def rest(self, keys, gist):
        # The proposed section is taken.
        keys.press("Enter")
        keys.gist(gist)
        keys.press("Control+Enter")

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
        with cls.opened("/intake?channel=paper&done=R8-0123") as page:
            page.locator("#scans").set_input_files(LETTERS)
            page.locator(".scan .pages img").wait_for()
            page.keyboard.press("Control+j")
            page.locator(".scan .pages img").nth(1).wait_for()
            page.wait_for_timeout(1500)
            page.screenshot(path=os.path.join(folder, "intake-scan.png"))
            for _ in range(3):
                page.get_by_role("button", name="この頁を除く").click()
                page.wait_for_timeout(800)
        with cls.opened("/intake?channel=paper&done=R8-0123") as page:
            page.keyboard.type("さくら")
            page.wait_for_timeout(800)
            page.screenshot(path=os.path.join(folder, "intake-senders.png"), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
