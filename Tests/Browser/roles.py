"""Every page that each role is led to, followed link by link in a real browser.

deploy/test starts a demo city and runs this with its address:

    KOE_DEMO_PASSWORD=… python Tests/Browser/roles.py http://127.0.0.1:8080/
"""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from browser import AXE, SCREENS, InABrowser, Place, main

# The logins of the demo city, one for each role, and the mayor's.
LOGINS = (
    "viewer",
    "intake",
    "hearing",
    "officer",
    "approver",
    "planning",
    "auditor",
    "admin",
    "mayor",
)
# More pages than any role has: a link that makes new ones for ever is a fault.
MOST_PAGES = 80
# What a browser keeps instead of showing it.
FILES = r"\.(csv|xlsx)$"
# What a page is made of, without the words of the city that stand on it.
SKELETON = """() => [...document.querySelectorAll('body *')]
    .map(each => each.tagName + '.' + each.className + '.' + (each.getAttribute('role') || ''))
    .filter((each, index, all) => all.indexOf(each) === index).join(' ')"""
LINKS = "all => all.filter(a => !a.hasAttribute('download')).map(a => a.href)"


def shape(path):
    """Pages of one kind: `/items/R8-0012` and `/items/R8-0001`."""
    return re.sub(r"(?<=/)(R\d+-\d+|\d+|[0-9a-f-]{36})(?=/|$)", "*", path)


class EveryRole(InABrowser):
    """どの役割でも、たどれる頁はすべて開き、読める（ブラウザー）"""

    # Skeletons of pages that axe has looked at.
    looked_at = set()

    def check(self, page, login, path):
        """What holds for a page, whoever looks."""
        self.assertEqual(page.complaints, [])
        skeleton = page.evaluate(SKELETON)
        for scheme, screen in [("light", "机上"), ("dark", "320 px"), ("light", "200 %拡大")]:
            if (skeleton, screen) in self.looked_at:
                continue
            self.looked_at.add((skeleton, screen))
            width, height = SCREENS[screen]
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            with self.subTest(login=login, path=path, scheme=scheme, screen=screen):
                wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                self.assertLessEqual(wide, 0)
                found = Axe().run(page, options=AXE)
                self.assertEqual(found.violations_count, 0, found.generate_report())

    def follow(self, login):
        """Opens one page of each kind that this login is led to."""
        waiting, seen = ["/"], set()
        while waiting:
            path = waiting.pop(0)
            if shape(path) in seen:
                continue
            seen.add(shape(path))
            self.assertLess(len(seen), MOST_PAGES, sorted(seen))
            # Somewhere first, so that the status of the page itself is seen.
            with self.opened("/style.css", login=login) as page:
                with self.subTest(login=login, path=path):
                    if re.search(FILES, path):
                        self.assertEqual(page.request.get(Place.base + path).status, 200)
                        continue
                    answer = page.goto(Place.base + path)
                    self.assertEqual(answer.status, 200)
                    # What programs read, such as the description of the API.
                    if not answer.headers["content-type"].startswith("text/html"):
                        continue
                    self.check(page, login, path)
                    for url in page.locator("a[href]").evaluate_all(LINKS):
                        parts = urlsplit(url)
                        if url.startswith(Place.base + "/") and parts.path != "/logout":
                            waiting.append(parts.path)
        return seen


def journey(login):
    def test(self):
        paths = self.follow(login)
        self.assertGreater(len(paths), 3)
        print(f"{len(paths)}種類の頁", end=" ", flush=True)

    test.__doc__ = f"{login} がたどれる頁は、すべて開き、axe の指摘は0件"
    return test


for login in LOGINS:
    setattr(EveryRole, f"test_{login}", journey(login))

if __name__ == "__main__":
    main(__doc__)
