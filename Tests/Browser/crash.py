"""A hundred letters entered by keys alone while the server is killed, in a real browser.

deploy/test runs this with the program, which keeps a demo city of its own in a folder:

    python Tests/Browser/crash.py .build/debug/koe FOLDER
"""

import argparse
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import unittest

from browser import SCREENS, InABrowser, Opened, Place, log_in

LETTERS = 100
# Hexadecimal digits as a name.
KANA = str.maketrans("0123456789abcdef", "あいうえおかきくけこさしすせそた")
# The server is killed while this one is typed, and the browser with it while that one is.
KILLED_AT, BOTH_KILLED_AT = 40, 70
# How long the server may take to start, and how long after the last key all of it is kept, s.
START_SECONDS, KEPT_SECONDS = 180, 5


class Server:
    """koe serve --demo, which can be killed and started again at the same address."""

    program = ""
    folder = ""

    def __init__(self):
        self.process = None
        self.password = None
        self.start("127.0.0.1:0")

    def start(self, listen):
        said = open(os.path.join(self.folder, "said"), "w+")
        settings = os.path.join(self.folder, "koe.yaml")
        with open(settings, "w") as file:
            file.write(f"listen: {listen}\n")
        data = os.path.join(self.folder, "data")
        self.process = subprocess.Popen(
            [self.program, "serve", "--demo", "--config", settings, "--data-dir", data],
            stdout=said,
            stderr=said,
        )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            said.seek(0)
            text = said.read()
            found = re.search(r"^Koe is ready: (http\S*)", text, re.MULTILINE)
            if found:
                Place.base = found[1].rstrip("/")
                first = re.search(r"all with the password (.*):$", text, re.MULTILINE)
                self.password = self.password or (first and first[1])
                return
            time.sleep(0.2)
        said.seek(0)
        raise RuntimeError(f"koe did not start: {said.read()}")

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def start_again(self):
        self.start(Place.base.removeprefix("http://"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


class ThroughACrash(InABrowser):
    """100通の連続入力と、途中の停止（ブラウザー）"""

    login = "intake"

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        os.environ["KOE_DEMO_PASSWORD"] = cls.server.password
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.server.stop()

    def test_hundred(self):
        """マウスなしで100通。サーバーもブラウザーも途中で落ちるが、何も失われず、二重にならない"""
        opened = self.opened("/intake?channel=paper&done=R8-0001")
        page = opened.__enter__()
        numbers = []
        for letter in range(LETTERS):
            if letter == KILLED_AT:
                self.type(page, letter)
                self.server.kill()
                page.keyboard.press("Control+Enter")
                page.locator("#unreachable").wait_for(state="visible")
                self.assertEqual(page.locator("#summary").input_value(), self.gist(letter))
                self.server.start_again()
            elif letter == BOTH_KILLED_AT:
                self.type(page, letter)
                time.sleep(KEPT_SECONDS)
                self.server.kill()
                state = page.context.storage_state()
                opened.__exit__()
                self.server.start_again()
                options = {"storage_state": state}
                opened = Opened(self.browser, "/intake", SCREENS["机上"], options)
                page = opened.__enter__()
                if "/login" in page.url:
                    log_in(page, self.login)
                    page.wait_for_url("**/intake*")
                self.assertEqual(page.locator("#summary").input_value(), self.gist(letter))
                self.assertEqual(page.locator("#name").input_value(), self.sender(letter))
            else:
                self.type(page, letter)
            before = page.url
            page.keyboard.press("Control+Enter")
            page.wait_for_url(lambda url: url != before and "done=" in url)
            numbers.append(re.search(r"done=(R\d+-\d+)", page.url)[1])
        self.assertEqual(len(set(numbers)), LETTERS)
        # Nothing is left half done.
        page.goto(Place.base + "/intake")
        self.assertEqual(page.locator("#summary").input_value(), "")
        self.assertEqual(page.complaints, [])
        opened.__exit__()

    def sender(self, letter):
        # Nobody else's name, so that nobody is proposed.
        name = hashlib.sha256(str(letter).encode()).hexdigest()[:8]
        return "*" if letter % 3 else f"{name.translate(KANA)} 連続"

    def gist(self, letter):
        return f"連続入力の{letter}通目の要旨"

    def type(self, page, letter):
        page.locator("#name:focus").wait_for()
        if self.sender(letter) == "*":
            page.keyboard.press("*")
            for key in ("3", "0", "7"):
                page.keyboard.press(key)
        else:
            page.keyboard.insert_text(self.sender(letter))
            for _ in range(3):
                page.keyboard.press("Enter")
            page.keyboard.type("2-27")
            for key in ("Enter", "Enter", "1", "1", "0", "7"):
                page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.keyboard.insert_text(self.gist(letter))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="koe, as it was built")
    parser.add_argument("folder", help="an empty folder for the demo city")
    given, rest = parser.parse_known_args()
    Server.program, Server.folder = given.program, given.folder
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
