"""Identity and conduct: who made sure of whom, once and never of oneself, and which text was signed."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from courses.actions import check_identity, sign_conduct
from courses.conduct import WAYS, load_conduct
from courses.models import ConductSignature, Enrolment, IdentityCheck
from courses.queries import conduct_signatures, identity_checks
from courses.refusals import IdentityChecked, OwnIdentity, UnknownWay
from registry.models import Person, Role
from tests.factories import NOW, make_enrolment, make_member

FILE = Path("content/forms/conduct.en.md")


@pytest.fixture
def place(db: Session) -> Enrolment:
    return make_enrolment(db)


@pytest.fixture
def manager(db: Session, place: Enrolment) -> Person:
    return make_member(db, place.cohort, Role.MANAGER, "Helena Duarte")


@pytest.mark.parametrize("how", WAYS)
def test_a_check_says_who_when_and_how(db: Session, place: Enrolment, manager: Person, how: str) -> None:
    check_identity(db, place.id, manager.id, how, now=NOW)
    found = identity_checks(db, [place.id])[place.id]
    assert (found.checker.name, found.how, found.at) == ("Helena Duarte", how, NOW)


def test_an_identity_is_checked_once(db: Session, place: Enrolment, manager: Person) -> None:
    check_identity(db, place.id, manager.id, WAYS[0], now=NOW)
    with pytest.raises(IdentityChecked):
        check_identity(db, place.id, manager.id, WAYS[1], now=NOW)
    db.add(IdentityCheck(enrolment_id=place.id, how=WAYS[1], checker_id=manager.id, at=NOW))
    with pytest.raises(IntegrityError):
        db.flush()


def test_nobody_checks_their_own_identity(db: Session, place: Enrolment) -> None:
    with pytest.raises(OwnIdentity):
        check_identity(db, place.id, place.person_id, WAYS[0], now=NOW)


def test_an_invented_way_checks_nothing(db: Session, place: Enrolment, manager: Person) -> None:
    with pytest.raises(UnknownWay):
        check_identity(db, place.id, manager.id, "hearsay", now=NOW)
    assert identity_checks(db, [place.id]) == {}


def test_a_signature_names_its_text_and_signing_again_changes_nothing(db: Session, place: Enrolment) -> None:
    first = sign_conduct(db, place.id, "a" * 64, now=NOW)
    assert sign_conduct(db, place.id, "a" * 64, now=NOW) is first
    assert db.scalar(select(func.count()).select_from(ConductSignature)) == 1
    sign_conduct(db, place.id, "b" * 64, now=NOW)
    other = make_enrolment(db, place.cohort, "Fellow")
    signed = conduct_signatures(db, [place.id, other.id])
    assert [one.text[0] for one in signed[place.id]] == ["a", "b"]
    assert signed[other.id] == []


def test_the_code_covers_what_the_rules_ask_for_and_is_named_by_its_bytes() -> None:
    conduct = load_conduct(FILE)
    for words in ("Honest data", "No punitive use", "Confidentiality", "No conflict of interest"):
        assert words in conduct.text
    assert conduct.version == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_one_changed_word_is_another_version(tmp_path: Path) -> None:
    changed = tmp_path / FILE.name
    changed.write_text(FILE.read_text(encoding="utf-8").replace("Honest", "Decent"), encoding="utf-8")
    assert load_conduct(changed).version != load_conduct(FILE).version
