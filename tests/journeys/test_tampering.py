"""Every trick has its name: what is handed in, what a program is answered, and which check says why."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from academy.campus import Campus
from academy.settings import Settings
from certificates import jwt
from certificates.bundle import bundle, read, signed_list
from certificates.credential import as_credential
from certificates.exhibit import examine
from certificates.issuer import Issuer
from certificates.keys import KeyRing, Purpose
from certificates.keys.keeping import compromise, retire, rotate
from certificates.offline import judge_offline
from certificates.pdf import render
from certificates.proofs import sign
from certificates.seal import seal
from certificates.snapshot import Snapshot
from certificates.status import status_list
from certificates.verification import Outcome
from registry.db import Database
from tests.client import Visitor
from tests.factories import NOW
from tests.journeys.issued import issue

OTHERS = KeyRing.throwaway("did:web:other.example")


@dataclass
class Case:
    """A certificate in the register of an academy with keys of its own."""

    issuer: Issuer
    snapshot: Snapshot
    credential: dict[str, Any]

    def signed(self, keys: KeyRing, *, late: bool = False, **changes: Any) -> bytes:
        """Return the facts, changed like this, signed by these keys."""
        document = as_credential(replace(self.snapshot, **changes))
        return json.dumps(sign(document, keys, now=NOW + timedelta(days=int(late)))).encode()

    def page(self, *, late: int = 0, by: KeyRing | None = None) -> bytes:
        """Return a sealed page, sealed days later or by other keys."""
        moment = NOW + timedelta(days=late)
        page = render(self.snapshot, json.dumps(self.credential), jwt.sign(self.credential, self.issuer, now=NOW))
        return seal(page, (by or self.issuer.keys).sealing(NOW), now=moment)


def forged_key(case: Case) -> bytes:
    """Sign the same words by a key that was made up, in our name."""
    return case.signed(KeyRing.throwaway(case.issuer.keys.did))


def strange_key(case: Case) -> bytes:
    """Sign words that name us by the key of another issuer."""
    return case.signed(OTHERS)


def wrong_issuer(case: Case) -> bytes:
    """Sign words that name another issuer by our own key."""
    return case.signed(case.issuer.keys, issuer_did=OTHERS.did)


def foreign(case: Case) -> bytes:
    """Hand in a sound certificate of another issuer."""
    return case.signed(OTHERS, issuer_did=OTHERS.did)


def expired_signer(case: Case) -> bytes:
    """Sign by a key of ours a day after it was retired."""
    late = case.signed(case.issuer.keys, late=True)
    rotate(case.issuer.keys, Purpose.CREDENTIAL, now=NOW, at_once=True)
    retire(case.issuer.keys, "credential-0001", now=NOW)
    return late


def stolen_key(case: Case) -> bytes:
    """Sign a better certificate by a stolen key, dated before the theft."""
    forged = case.signed(case.issuer.keys, document_name="OKR Master")
    compromise(case.issuer.keys, "credential-0001", since=NOW + timedelta(days=1), now=NOW + timedelta(days=1))
    return forged


def never_issued(case: Case) -> bytes:
    """Sign something that no register knows by a key of ours."""
    return case.signed(case.issuer.keys, id="00000000-0000-4000-8000-000000000000")


def changed_word(case: Case) -> bytes:
    """Change the name in a sound certificate."""
    return json.dumps(case.credential).replace("Maria", "Mario").encode()


def expired_seal(case: Case) -> bytes:
    """Seal a page long after the certificate of the seal had ended."""
    return case.page(late=5000)


def strange_seal(case: Case) -> bytes:
    """Seal a page by an authority of another academy."""
    return case.page(by=OTHERS)


def stolen_seal(case: Case) -> bytes:
    """Hand in a page whose seal was stolen, and which the register does not keep."""
    page = case.page()
    compromise(case.issuer.keys, "seal-0001", now=NOW)
    return page


TRICKS: list[tuple[Callable[[Case], bytes], str, str, str]] = [
    (forged_key, "forged", "issuer", "It names a key of this academy that this academy never had."),
    (strange_key, "forged", "issuer", "It names this academy, but somebody else signed it."),
    (wrong_issuer, "altered", "seal", "The signature was made for this academy, but the words name another issuer."),
    (foreign, "foreign", "issuer", "It names another issuer."),
    (expired_signer, "altered", "seal", "It was signed after its key had been retired."),
    (stolen_key, "forged", "register", "Under this number the register holds other words."),
    (never_issued, "unknown", "register", "The register of issued certificates does not hold it."),
    (changed_word, "altered", "seal", "The digital signature does not fit the words."),
    (expired_seal, "altered", "page", "The PDF was sealed at a moment for which the seal was not valid."),
    (strange_seal, "altered", "page", "The PDF was sealed by somebody else."),
    (stolen_seal, "altered", "page", "The PDF bears a seal of this academy that was stolen."),
]


@pytest.fixture
def case(database: Database, loaded: Campus) -> tuple[Case, Campus]:
    settings = Settings()
    name, base = settings.issuer_name, settings.base_url
    issuer = Issuer(name, base, KeyRing.throwaway(settings.did, name=name, base_url=base))
    campus = replace(loaded, issuer=issuer)
    certificate = issue(database, campus)
    return Case(issuer, Snapshot.from_json(certificate.snapshot), json.loads(certificate.credential)), campus


@pytest.fixture
def campus(case: tuple[Case, Campus]) -> Campus:
    return case[1]


def answered(app: Flask, content: bytes = b"", **query: str) -> dict[str, Any]:
    """Return what a program is answered."""
    visitor = Visitor(app)
    if query:
        found = visitor.client.get("/api/verify", base_url=visitor.base, query_string=query)
    else:
        kind = "application/octet-stream"
        found = visitor.client.post("/api/verify", base_url=visitor.base, data=content, content_type=kind)
    assert found.status_code == 200, found.text
    value: dict[str, Any] = found.get_json()
    return value


@pytest.mark.parametrize(("trick", "outcome", "check", "why"), TRICKS, ids=[trick[0].__name__ for trick in TRICKS])
def test_every_trick_is_answered_by_its_name(
    app: Flask, case: tuple[Case, Campus], trick: Callable[[Case], bytes], outcome: str, check: str, why: str
) -> None:
    found = answered(app, trick(case[0]))
    assert found["outcome"] == outcome
    failed = {one["name"]: one["explanation"] for one in found["checks"] if one["result"] == "failed"}
    assert failed.pop(check) == why
    assert set(failed) == ({"issuer"} if trick is stolen_key else set())
    assert "certificate" not in found or outcome == "unknown", "nothing of the register is shown beside a trick"


@pytest.mark.parametrize("name", ["Maria da Silva Ferreira", "  MARIA da  silva Férreira "])
def test_the_name_on_the_paper_fits_whatever_its_capitals_and_accents(
    app: Flask, case: tuple[Case, Campus], name: str
) -> None:
    found = answered(app, code=case[0].snapshot.id, name=name)
    assert (found["outcome"], found["checks"][-1]["result"]) == ("valid", "passed")


def test_another_persons_code_on_a_paper_is_told_and_tells_nothing_of_that_person(
    app: Flask, case: tuple[Case, Campus]
) -> None:
    found = answered(app, code=case[0].snapshot.id, name="Mario Rossi")
    assert found["outcome"] == "other_person"
    assert (found["checks"][-1]["name"], found["checks"][-1]["result"]) == ("name", "failed")
    assert "certificate" not in found
    page = Visitor(app).open("/verify")
    page.submit({"code": case[0].snapshot.id, "name": "Mario Rossi"}, holding="code")
    assert page.page.h1 == ["No: it belongs to somebody else"]
    assert not page.sees("Maria")


def listing(case: Case, *ended: int, number: int = 1, day: int = 0) -> dict[str, Any]:
    """Return a status list of ours in which these places are set, signed some days later."""
    since = NOW + timedelta(days=day)
    return status_list(
        ended,
        address=f"{case.issuer.base_url}/status/{number}",
        issuer=case.issuer.keys.did,
        valid_from=since,
        valid_until=since + timedelta(days=2),
    )


def test_no_list_but_the_newest_of_the_right_name_says_that_it_stands(case: tuple[Case, Campus]) -> None:
    one, place = case[0], case[0].snapshot.status_index
    address = f"{one.issuer.base_url}/status/1"
    kept = read(json.dumps(bundle(one.issuer, [listing(one, place, day=3)], now=NOW)))
    swapped = signed_list(listing(one, number=2, day=3), one.issuer)["credential"]
    replayed = signed_list(listing(one), one.issuer)["credential"]
    forged = sign(listing(one, day=3), KeyRing.throwaway(one.issuer.keys.did), now=NOW)
    found = {}
    for name, list_of in (
        ("own", kept.lists[address]),
        ("swapped", swapped),
        ("replayed", replayed),
        ("forged", forged),
    ):
        shown = replace(kept, lists={address: list_of})
        exhibit = examine(json.dumps(one.credential).encode(), kept.trust)
        verdict = judge_offline(exhibit, shown, now=NOW + timedelta(days=3))
        (standing,) = (check for check in verdict.checks if check.name == "standing")
        found[name] = (verdict.outcome, standing.why)
    assert found == {
        "own": (Outcome.ENDED, "list-ended"),
        "swapped": (Outcome.UNSETTLED, "list-swapped"),
        "replayed": (Outcome.UNSETTLED, "list-old"),
        "forged": (Outcome.UNSETTLED, "list-forged"),
    }
