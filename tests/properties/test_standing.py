"""The status list holds exactly what ended, equal states give equal bytes, and what ended never comes back."""

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.actions import correct_name, lift, revoke, suspend
from certificates.models import Certificate
from certificates.proofs import check, sign
from certificates.queries import held, revoked_indexes, status_changed
from certificates.status import LENGTH, is_set, status_list
from certificates.verification import Outcome, judge
from registry.db import Database
from registry.errors import Refusal
from tests.factories import NOW
from tests.short_road import ISSUER, Walker

LIST = 1
DEEDS = st.lists(
    st.tuples(st.sampled_from(["issue", "revoke", "suspend", "lift", "correct", "again"]), st.integers(0, 9)),
    max_size=9,
)


def published(db: Session) -> dict[str, object]:
    """Return the signed status list as the academy publishes it at this moment."""
    since = status_changed(db, LIST) or NOW
    document = status_list(
        revoked_indexes(db, LIST), address="https://academy.example/status/1", issuer=ISSUER.keys.did, valid_from=since
    )
    return sign(document, ISSUER.keys, now=since)


class Office:
    """Whoever issues, suspends, revokes and corrects; remembers how each stands, in plain lists."""

    def __init__(self, db: Session) -> None:
        self.db, self.now = db, NOW + timedelta(days=1)
        self.walkers: list[Walker] = []
        self.valid: list[str] = []
        self.suspended: list[str] = []
        self.revoked: list[str] = []
        self.superseded: list[str] = []

    def issue(self, _at: int) -> None:
        walker = Walker.begin(self.db)
        self.walkers.append(walker)
        self.valid.append(walker.certify().id)

    def revoke(self, at: int) -> None:
        kept = self.suspended or self.valid
        if kept:
            number = kept.pop(at % len(kept))
            revoke(self.db, number, self.actor(), "Not their own work.", now=self.now)
            self.revoked.append(number)

    def suspend(self, at: int) -> None:
        if self.valid:
            number = self.valid.pop(at % len(self.valid))
            suspend(self.db, number, self.actor(), "A question is open.", now=self.now)
            self.suspended.append(number)

    def lift(self, at: int) -> None:
        if self.suspended:
            old = self.suspended.pop(at % len(self.suspended))
            self.superseded.append(old)
            self.valid.append(lift(self.db, old, self.actor(), ISSUER, now=self.now).id)

    def correct(self, at: int) -> None:
        if self.valid:
            old = self.valid.pop(at % len(self.valid))
            new = correct_name(self.db, old, f"Ana {self.now:%H%M%S}", self.actor(), ISSUER, now=self.now)
            self.superseded.append(old)
            self.valid.append(new.id)

    def again(self, at: int) -> None:
        """Try everything on what has ended, and settle everybody once more."""
        ended = sorted(self.ended())
        for deed in (revoke, correct_name) if ended else ():
            try:
                number = ended[at % len(ended)]
                if deed is revoke:
                    revoke(self.db, number, self.actor(), "Once more.", now=self.now)
                else:
                    correct_name(self.db, number, "Somebody Else", self.actor(), ISSUER, now=self.now)
            except Refusal:
                continue
            raise AssertionError("what ended can be touched")
        for walker in self.walkers:
            assert walker.issue() == []

    def ended(self) -> set[str]:
        """Return the numbers of what was revoked or replaced."""
        return {*self.revoked, *self.superseded}

    def unsound(self) -> tuple[list[str], ...]:
        """Return the numbers of all that do not count, by how they stand."""
        return sorted(self.suspended), sorted(self.revoked), sorted(self.superseded)

    def actor(self) -> int:
        return self.walkers[0].instructor_id

    def outcome(self, number: str, later: timedelta) -> Outcome:
        found = held(self.db, number)
        document = json.loads(found.certificate.credential)
        return judge(document, check(document, ISSUER.keys), found.standing, now=self.now + later).outcome


@settings(max_examples=20)
@given(deeds=DEEDS)
def test_the_list_tells_who_ended_and_nobody_who_ended_comes_back(
    database: Database, deeds: list[tuple[str, int]]
) -> None:
    with database.session() as db:
        office = Office(db)
        for name, at in deeds:
            office.now += timedelta(minutes=1)
            before, unsound = published(db), office.unsound()
            getattr(office, name)(at)
            assert (published(db) == before) == (office.unsound() == unsound)
            for number in office.revoked:
                assert office.outcome(number, timedelta()) is Outcome.REVOKED
        ended = office.ended() | {*office.suspended}
        document = published(db)
        assert check(document, ISSUER.keys).intact
        for certificate in db.scalars(select(Certificate)):
            assert is_set(document, certificate.status_index) == (certificate.id in ended)
        assert len(revoked_indexes(db, LIST)) == len(ended)
        for later in (timedelta(), timedelta(days=900), timedelta(days=-30)):
            assert all(office.outcome(number, later) is Outcome.REVOKED for number in office.revoked)
            assert all(office.outcome(number, later) is Outcome.SUSPENDED for number in office.suspended)
            assert all(office.outcome(number, later) is Outcome.SUPERSEDED for number in office.superseded)
        assert all(office.outcome(number, timedelta()) is Outcome.VALID for number in office.valid)


@given(indexes=st.sets(st.integers(0, LENGTH - 1), max_size=40), probe=st.integers(0, LENGTH - 1))
def test_a_place_is_set_exactly_when_it_was_given(indexes: set[int], probe: int) -> None:
    where = {"address": "https://academy.example/status/1", "issuer": ISSUER.keys.did}
    document = status_list(indexes, **where, valid_from=NOW)
    assert all(is_set(document, index) for index in indexes)
    assert is_set(document, probe) == (probe in indexes)


@given(indexes=st.lists(st.integers(0, LENGTH - 1), max_size=40))
def test_equal_states_give_equal_bytes_in_whatever_order_they_came(indexes: list[int]) -> None:
    def signed(places: list[int]) -> str:
        where = {"address": "https://academy.example/status/1", "issuer": ISSUER.keys.did}
        return json.dumps(sign(status_list(places, **where, valid_from=NOW), ISSUER.keys, now=NOW))

    assert signed(indexes) == signed(indexes[::-1]) == signed([*indexes, *indexes])
