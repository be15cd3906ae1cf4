"""The trays of the sections and the page of an item in hand in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/tray.py http://127.0.0.1:8080/ [--screenshots FOLDER]
"""

import os
import re

from browser import InABrowser, Place, main


class TrayInABrowser(InABrowser):
    """担当課トレイ（ブラウザー）"""

    login = "officer"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.opened("/tray") as page:
            cls.number = page.locator(".stages .gist a").first.get_attribute("href").split("/")[-1]
        item = f"/tray/{cls.number}"
        cls.pages = {
            "トレイ": "/tray",
            "英語のトレイ": "/tray?lang=en",
            "新着だけのトレイ": "/tray?stage=new",
        }
        # These load the script that makes keys lead to buttons.
        cls.items = {
            "手元の案件": item,
            "英語の手元の案件": item + "?lang=en",
            "担当替え": item + "?do=transfer",
            "庁内メモ": item + "?do=note",
            "中間回答": item + "?do=interim-answer",
            "反映": item + "?do=measure",
            "回答しない": item + "?do=close",
        }
        cls.pages |= {
            "回答起案": item + "/reply",
            "英語の回答起案": item + "/reply?lang=en",
            "過去の回答": item + "/reply?similar=1",
        }
        cls.answer(cls.number)
        cls.pages |= {"決裁": item + "/approval", "回答書": item + "/letter"}

    @classmethod
    def answer(cls, number):
        """Drafts an answer to an item and lays it before the posts."""
        with cls.opened(f"/tray/{number}/reply") as page:
            text = page.locator("#text")
            text.fill(text.input_value().replace("\n\n\n", "\n朝6時までに除雪します。\n"))
            page.get_by_role("button", name="決裁に回す").press("Enter")
            page.wait_for_url("**done=draft*")

    @classmethod
    def tearDownClass(cls):
        if Place.screenshots:
            cls.keep_screenshots(Place.screenshots)
        super().tearDownClass()

    def every(self):
        return (self.pages | self.items).items()

    def test_axe(self):
        """明るい画面でも暗い画面でも、広くても狭くても、axe の指摘は0件"""
        for name, path in self.every():
            self.check_axe(name, path)
        self.check_axe("決裁者のトレイ", "/tray", login="approver")
        self.check_axe("広聴主管のトレイ", "/tray", login="hearing")

    def test_reflow(self):
        """幅320 px でも200 %拡大でも、横に流れない"""
        for name, path in self.every():
            self.check_reflow(name, path)

    def test_policy(self):
        """どのページも、自分の様式と自分のキー操作だけを読み込み、方針に触れるものを含まない"""
        quick, keys = r"htmx-2\.0\.10\.min\.js", r"keys-[0-9a-f]{8}\.js"
        for name, path in self.pages.items():
            # Beside the letter one hears of others who have it open, too.
            self.check_policy(name, path, [quick] if "/reply" in path else [])
        for name, path in self.items.items():
            self.check_policy(name, path, [quick, keys])

    def test_keyboard(self):
        """Tab キーだけで、全てのリンクと入力欄に順に届き、どこにいるか見える"""
        # In a form one begins in its first field, in the middle of the page.
        self.check_keyboard("手元の案件", self.items["手元の案件"])
        self.check_keyboard("新着だけのトレイ", "/tray?stage=new")

    def test_keys(self):
        """R T I N M のキーで目当ての入力欄やボタンに届き、入力中は普通の文字になる"""
        with self.opened("/tray?stage=new") as page:
            # The last new one of the last section that has any: no other test has it in hand.
            new = page.locator(".stages .gist a")
            for section in reversed(
                page.locator("#section option").evaluate_all("all => all.map(o => o.value)")
            ):
                if new.count() > 0:
                    break
                page.goto(f"{Place.base}/tray?stage=new&section={section}")
            page.goto(Place.base + new.last.get_attribute("href"))
            for key, what in [("t", "transfer"), ("i", "interim-answer"), ("n", "note")]:
                page.evaluate("document.activeElement.blur()")
                page.keyboard.press(key)
                page.wait_for_url(f"**do={what}*")
            # One is in the field for the note now.
            page.wait_for_selector("#text:focus")
            page.keyboard.type("tin")
            self.assertEqual(page.locator("#text").input_value(), "tin")
            self.assertIn("do=note", page.url)
            page.evaluate("document.activeElement.blur()")
            page.keyboard.press("r")
            focused = page.locator(":focus")
            self.assertEqual(focused.get_attribute("data-key"), "R")
            self.assertEqual(page.complaints, [])

    def test_journey(self):
        """受け持ち、メモ、中間回答、二人が重なったときまで。JavaScript もマウスも使わない"""
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.journey(java_script_enabled=scripts)

    def test_presence(self):
        """ほかの人が同じ案件を開いていると、氏名が出る。JavaScript がなくても、開いたときに出る"""
        path = self.items["手元の案件"]
        for scripts in (True, False):
            with self.subTest(scripts=scripts), self.opened(path, login="hearing"):
                with self.opened(path, java_script_enabled=scripts) as page:
                    said = page.locator("main [aria-live]").inner_text()
                    self.assertIn("見本 次郎さんも、この案件を開いています。", said)
                    self.assertEqual(page.complaints, [])

    def test_letter(self):
        """回答書はA4の1枚で、宛名は長形3号の窓に収まる"""
        with self.opened(f"/tray/{self.number}/letter") as page:
            # As large as the paper, so that a millimetre on the page is one on the paper.
            page.set_viewport_size({"width": 794, "height": 1123})
            page.emulate_media(media="print")
            box = page.locator("address.window").bounding_box()
            paper = page.locator(".a4").bounding_box()
            left, top = box["x"] - paper["x"], box["y"] - paper["y"]
            millimetre = 96 / 25.4
            self.assertAlmostEqual(left / millimetre, 25, delta=0.5)
            self.assertAlmostEqual(top / millimetre, 17, delta=0.5)
            self.assertLessEqual((left + box["width"]) / millimetre, 105.5)
            self.assertLessEqual((top + box["height"]) / millimetre, 50.5)
            self.assertEqual((paper["x"], paper["y"]), (0, 0))
            self.assertFalse(page.locator("body > header").is_visible())
            printed = page.pdf(prefer_css_page_size=True)
            self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", printed)), 1)
            size = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
            self.assertEqual([round(float(side)) for side in size.groups()], [595, 842])
            if Place.screenshots:
                os.makedirs(Place.screenshots, exist_ok=True)
                with open(os.path.join(Place.screenshots, "letter.pdf"), "wb") as file:
                    file.write(printed)

    def test_approval(self):
        """承認する順番の人が、起案を読んで押印し、次の職へ回る"""
        with self.opened("/tray", login="hearing") as page:
            page.locator(".awaited .gist a").first.press("Enter")
            page.wait_for_url("**/approval")
            self.assertIn("朝6時までに除雪します。", page.locator("#draft ~ .letter").inner_text())
            page.get_by_role("button", name="係長として承認する").press("Enter")
            page.wait_for_url("**done=approve*")
        with self.opened(f"/tray/{self.number}/approval", login="approver") as page:
            self.assertIn("承認 見本 次郎", page.locator(".stamps").inner_text())
            self.assertEqual(page.locator(".stamps .waiting .post").inner_text(), "課長")

    def journey(self, **options):
        with self.opened("/tray", **options) as page:
            next_one = page.get_by_role("button", name="次の1件を受け持つ")
            sections = page.locator("#section option").evaluate_all("all => all.map(o => o.value)")
            for section in sections[1:]:
                if next_one.count() > 0:
                    break
                page.locator("#section").select_option(section)
                page.get_by_role("button", name="表示する").press("Enter")
            next_one.press("Enter")
            page.wait_for_url("**/tray/R*done=claim*")
            self.assertIn("受け持ちを記録しました", page.get_by_role("status").inner_text())
            number = page.url.split("/")[-1].split("?")[0]
            page.get_by_role("link", name="庁内メモ").press("Enter")
            page.locator("#text").fill("現地を見てきました")
            with self.opened(f"/tray/{number}", **options) as other:
                other.get_by_role("link", name="中間回答").press("Enter")
                other.locator("#expectedOn").fill("R1.5.1")
                other.locator("#reason").fill("調査に時間がかかるため")
                other.get_by_role("button", name="中間回答を記録する").press("Enter")
                self.assertIn("回答見込日", other.get_by_role("alert").inner_text())
                self.assertEqual(other.locator("#reason").input_value(), "調査に時間がかかるため")
                other.get_by_role("link", name="やめる").press("Enter")
                other.get_by_role("link", name="庁内メモ").press("Enter")
                other.locator("#text").fill("隣の席のメモ")
                other.get_by_role("button", name="メモを残す").press("Enter")
                other.wait_for_url("**done=note*")
            page.get_by_role("button", name="メモを残す").press("Enter")
            alert = page.get_by_role("alert").inner_text()
            self.assertIn("ほかの人が先に変更しました", alert)
            self.assertIn("隣の席のメモ", alert)
            self.assertEqual(page.locator("#text").input_value(), "現地を見てきました")
            page.get_by_role("button", name="メモを残す").press("Enter")
            page.wait_for_url("**done=note*")
            self.assertIn("現地を見てきました", page.locator("ol.course").inner_text())
            self.assertEqual(page.complaints, [])

    @classmethod
    def keep_screenshots(cls, folder):
        """Pictures of the pages, to be looked at by a person."""
        os.makedirs(folder, exist_ok=True)
        for file, path, screen, login in [
            ("tray.png", "/tray", "机上", "officer"),
            ("tray-320px.png", "/tray", "320 px", "officer"),
            ("tray-hearing.png", "/tray", "机上", "hearing"),
            ("tray-approver.png", "/tray", "机上", "approver"),
            ("tray-item.png", cls.items["手元の案件"], "机上", "officer"),
            ("tray-item-320px.png", cls.items["手元の案件"], "320 px", "officer"),
            ("tray-transfer.png", cls.items["担当替え"], "机上", "officer"),
            ("tray-reply.png", cls.pages["回答起案"], "机上", "officer"),
            ("tray-approval.png", cls.pages["決裁"], "机上", "approver"),
        ]:
            with cls.opened(path, screen, login=login) as page:
                page.screenshot(path=os.path.join(folder, file), full_page=True)


if __name__ == "__main__":
    main(__doc__.splitlines()[0])
