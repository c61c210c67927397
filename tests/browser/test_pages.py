"""Every page that anybody in the demo can reach by links: accessible, quiet, and never wider than the screen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from academy.demo.cast import PASSWORD

PEOPLE = {
    "stranger": "",
    "beginner": "ana.souza",
    "waiting": "davi.moreira",
    "instructor": "beatriz.andrade",
    "mentor": "marta.reyes",
    "assessor": "nadia.benali",
    "manager": "helena.duarte",
    "administrator": "olga.marques",
}
FILES = re.compile(r"\?format=|/pki/|\.pem$|\.pdf|\.csv|\.jsonl?$|\.py$|/status/")
PUBLIC = re.compile(r"/(about|privacy|flaws|verify|check|glossary|credentials)(?![\w-])")
"""What a stranger sees as well; only the stranger's crawl looks at it."""
ENOUGH = 60
"""More pages of different kinds than anybody has; a crawl that goes on is a crawl in circles."""
NOTHING = re.compile(r"(?!)")
FULL = {"resultTypes": ["violations"]}
DARK = {**FULL, "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}
"""What may differ between a wide light page and a narrow dark one."""
WIDE, NARROW, SMALL = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 700}


@dataclass
class Crawl:
    """The pages found by following links, one of each kind, in the order of finding."""

    page: Page
    base: str
    left_out: re.Pattern[str]

    def kinds(self) -> Iterator[str]:
        """Visit one page of each kind and yield its path while it is open."""
        waiting, seen = ["/"], set()
        while waiting:
            path = waiting.pop(0)
            kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+(?:\.\d+)?", "N", path)
            if kind in seen or FILES.search(path) or self.left_out.match(path):
                continue
            seen.add(kind)
            assert len(seen) < ENOUGH
            answer = self.page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            yield path
            links = self.page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
            waiting += [link.removeprefix(self.base).split("#")[0] for link in links if link.startswith(self.base)]


def enter(page: Page, who: str) -> None:
    """Sign somebody of the demo in; a stranger stays outside."""
    if who:
        page.goto("/account/sign-in")
        page.get_by_label("E-mail address").fill(f"{who}@demo.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/account/" not in url)


@pytest.mark.parametrize("who", PEOPLE.values(), ids=PEOPLE)
def test_every_page_is_accessible_quiet_and_fits_the_screen(chromium: Browser, demo: Flask, who: str) -> None:
    base = demo.config["BASE_URL"]
    context = chromium.new_context(base_url=base, viewport=WIDE, color_scheme="light")
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append((page.url, message.text)) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append((page.url, str(error))))
    enter(page, who)
    for path in Crawl(page, base, PUBLIC if who else NOTHING).kinds():
        for size, scheme, rules in ((WIDE, "light", FULL), (NARROW, "dark", DARK)):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=rules)
            faults += [(path, scheme, one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
        page.set_viewport_size(SMALL)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [(path, f"{overflow} px too wide at 320")] if overflow > 0 else []
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
    context.close()
    assert faults == []
