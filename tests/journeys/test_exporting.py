"""The public record outlives the academy: as files on any web server, with nothing in them that a holder keeps back."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from academy.campus import Campus
from academy.errands import within
from academy.export import export
from certificates.actions import disclose, revoke
from certificates.bundle import read
from certificates.exhibit import examine
from certificates.models import Certificate
from certificates.offline import judge_offline
from certificates.standing import Shown
from certificates.verification import Outcome
from courses.models import Enrolment
from registry.db import Database
from tests.client import PageReader
from tests.factories import NOW, make_enrolment
from tests.journeys.test_access import address
from tests.journeys.world import NAME, World, make_trainee
from tests.performance.test_queries import person_of

HIDDEN, ENDED = "Hidden Holder", "Ended Holder"


def more(world: World, database: Database, loaded: Campus) -> dict[str, str]:
    """Certify two more, one of whom hides everything and one of whom is revoked; return the numbers by name."""
    numbers = {NAME: str(world.keys["certificate_id"])}
    with database.session.begin() as db:
        cohort = db.get_one(Enrolment, world.keys["enrolment_id"]).cohort
        people = {role: person_of(db, world, role) for role in ("instructor", "mentor")}
        for name in (HIDDEN, ENDED):
            place = make_enrolment(db, cohort, name)
            numbers[name] = str(make_trainee(db, loaded, place, **people)["certificate_id"])
        holder = db.get_one(Certificate, numbers[HIDDEN]).enrolment.person_id
        disclose(db, numbers[HIDDEN], holder, Shown(False, False), now=NOW)
        revoke(db, numbers[ENDED], people["instructor"].id, "Not their own work.", now=NOW)
    return numbers


def test_the_record_of_a_closed_academy_is_checked_years_later_and_keeps_what_is_kept_back(
    world: World, database: Database, loaded: Campus, tmp_path: Path
) -> None:
    numbers, site = more(world, database, loaded), tmp_path / "site"
    with within(world.app):
        assert export(site, NOW, closed=True) == 3
    kept = read((site / "verify" / "trust.json").read_text())
    later = NOW + timedelta(days=3650)
    for name, outcome in ((NAME, Outcome.VALID), (ENDED, Outcome.ENDED)):
        for kind in ("json", "jwt", "pdf", "svg", "png"):
            file = (site / "credentials" / numbers[name] / f"certificate.{kind}").read_bytes()
            assert judge_offline(examine(file, kept.trust), kept, now=later).outcome is outcome, (name, kind)
    assert [path.name for path in (site / "credentials" / numbers[HIDDEN]).iterdir()] == ["index.html"]
    assert not [path for path in site.rglob("*") if path.is_file() and HIDDEN.encode() in path.read_bytes()]
    assert "No: this certificate was revoked" in (site / "credentials" / numbers[ENDED] / "index.html").read_text()
    assert not [path for path in site.rglob("*") if path.is_file() and b"Not their own work" in path.read_bytes()]


def test_every_link_and_every_address_that_a_credential_names_leads_to_a_file(
    world: World, database: Database, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    with within(world.app):
        export(site, NOW, closed=False)
    for page in site.rglob("*.html"):
        found = PageReader()
        found.feed(page.read_text())
        assert not found.faults(), page
        for link, _words in found.links:
            assert (page.parent / link).is_file(), (page, link)
    credential = json.loads((site / "credentials" / str(world.keys["certificate_id"]) / "certificate.json").read_text())
    status, picture = credential["credentialStatus"], credential["credentialSubject"]["achievement"]["image"]
    for named in (
        status["statusListCredential"],
        picture["id"],
        f"{credential['id']}/index.html",
        credential["refreshService"]["id"],
    ):
        assert (site / urlsplit(named).path.lstrip("/")).is_file(), named
    assert (site / address(world, "/keys/<kid>").lstrip("/")).is_file()
