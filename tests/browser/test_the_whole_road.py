"""The whole road walked in Chromium: by mouse and keyboard, with the pages' own scripts at work."""

from flask import Flask
from playwright.sync_api import Browser

from registry.db import Database
from tests.browser.visitor import BrowserVisitor
from tests.factories import Clock
from tests.journeys.road import walk_the_road


def test_an_invited_trainee_earns_both_certificates_in_a_browser(
    academy: Flask, database: Database, clock: Clock, chromium: Browser
) -> None:
    visitors: list[BrowserVisitor] = []

    def arrive() -> BrowserVisitor:
        visitors.append(BrowserVisitor(chromium, academy, clock))
        return visitors[-1]

    walk_the_road(academy, database, academy.extensions["campus"], clock, arrive)
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
