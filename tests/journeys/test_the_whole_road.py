"""From an invitation to a certificate that a stranger checks: the whole road, by pages alone."""

from flask import Flask

from academy.campus import Campus
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.road import walk_the_road


def test_an_invited_trainee_earns_both_certificates_and_a_stranger_checks_them(
    app: Flask, database: Database, loaded: Campus, clock: Clock
) -> None:
    walk_the_road(app, database, loaded, clock, lambda: Visitor(app))
