from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from certificates.actions import correct_name
from certificates.actions.issuing import syllabus_of
from certificates.credential import as_credential
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from certificates.models import Certificate
from certificates.requirements import Evidence
from certificates.snapshot import Snapshot
from certificates.theme import Theme
from courses.credit import ledger
from courses.models import Enrolment
from courses.outline import Activity, Course, Kind, Module
from courses.rules import Document
from registry.models import Role
from tests.factories import NOW, make_cohort, make_enrolment, make_member
from tests.unit.certificates.samples import make_snapshot

LATER_FIELDS = ("begun_at", "mode", "syllabus", "awarded_at", "theme")


def issue(db: Session, enrolment: Enrolment, snapshot: Snapshot) -> Certificate:
    certificate = Certificate(
        id=snapshot.id,
        enrolment_id=enrolment.id,
        document=snapshot.document,
        edition=1,
        supersedes_id=None,
        snapshot=snapshot.as_json(),
        credential="{}",
        status_list=1,
        status_index=4,
        issued_at=NOW,
        valid_until=None,
    )
    db.add(certificate)
    db.flush()
    return certificate


def test_a_snapshot_survives_being_kept_as_json() -> None:
    snapshot = make_snapshot(awarded_at="2026-11-01T00:00:00Z")
    assert Snapshot.from_json(snapshot.as_json()) == snapshot


def test_a_snapshot_from_before_the_reverse_side_still_loads() -> None:
    kept = make_snapshot().as_json()
    for field in LATER_FIELDS:
        del kept[field]
    loaded = Snapshot.from_json(kept)
    assert (loaded.begun_at, loaded.mode, loaded.syllabus, loaded.theme) == ("", "", (), None)
    assert loaded.awarded == loaded.issued_at


def test_a_corrected_name_keeps_the_day_of_the_award(db: Session) -> None:
    cohort = make_cohort(db)
    enrolment, manager = make_enrolment(db, cohort), make_member(db, cohort, Role.MANAGER)
    issuer = Issuer("Academy", "https://academy.example", KeyRing.throwaway("did:web:academy.example"))
    first = issue(db, enrolment, make_snapshot())
    second = correct_name(db, first.id, "Ana de Souza", manager.id, issuer, now=NOW + timedelta(days=9))
    third = correct_name(db, second.id, "Ana Sousa", manager.id, issuer, now=NOW + timedelta(days=30))
    snapshot = Snapshot.from_json(third.snapshot)
    assert snapshot.awarded == make_snapshot().issued_at != snapshot.issued_at
    credential = as_credential(snapshot)
    assert credential["awardedDate"] == make_snapshot().issued_at
    assert credential["validFrom"] == snapshot.issued_at


def test_a_later_edition_keeps_the_theme_of_the_first(db: Session) -> None:
    cohort = make_cohort(db)
    enrolment, manager = make_enrolment(db, cohort), make_member(db, cohort, Role.MANAGER)
    keys = KeyRing.throwaway("did:web:academy.example")
    issuer = Issuer("Academy", "https://academy.example", keys, theme=Theme("A new ministry", ink="#000000"))
    first = issue(db, enrolment, make_snapshot(theme=Theme("The old ministry")))
    second = correct_name(db, first.id, "Ana de Souza", manager.id, issuer, now=NOW + timedelta(days=9))
    assert Snapshot.from_json(second.snapshot).theme == Theme("The old ministry")


def test_the_award_of_a_first_edition_is_its_issue() -> None:
    assert as_credential(replace(make_snapshot(), awarded_at=""))["awardedDate"] == make_snapshot().issued_at


def test_the_credited_minutes_of_the_syllabus_add_up_to_the_whole() -> None:
    steps = [Activity(f"{n}.R", Kind.READING, f"M{n}", "", "", 10) for n in (1, 2, 3)]
    modules = tuple(Module(step.module, "", "", (step,)) for step in steps)
    time = ledger(steps, {"1.R": 599, "2.R": 601, "3.R": 500}, {step.id for step in steps})
    facts = Evidence(Course("", modules, {}, {}), time, frozenset(), {}, frozenset(), 0, (), frozenset())
    document = Document("whole", "", "", 0, {"activities": ["M1", "M2"]}, "", {})
    lines = syllabus_of(document, facts)
    assert [(line.id, line.planned, line.credited) for line in lines] == [("M1", 10, 9), ("M2", 10, 11)]
    assert sum(line.credited for line in lines) == (599 + 601) // 60
