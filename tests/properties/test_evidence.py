"""A document is issued when, and only when, all its evidence is there; once; whatever the order of the facts.

A model in plain Python, written from the rules of the short road and sharing nothing with the academy, says yes or no.
"""

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.okr import Okr
from assessments.refusals import AlreadyGraded, QuizClosed
from certificates.actions import correct_name, revoke
from certificates.queries import held_by
from courses.outline import Activity
from mentoring.models import Accompaniment
from registry.db import Database
from tests.short_road import EXERCISE, ISSUER, MODEL, QUIZ, READING, Walker
from tests.unit.mentoring.places import attest, log, make_place

PLANNED = {READING.id: 4, EXERCISE.id: 4, QUIZ.id: 2}


class Model:
    """The facts as the rules speak of them, and which documents they earn."""

    def __init__(self) -> None:
        self.minutes = dict.fromkeys(PLANNED, 0)
        self.done: set[str] = set()
        self.exercise_passed = False
        self.weeks: list[tuple[int, int]] = []
        self.issued: set[str] = set()
        self.standing: set[str] = set()

    def credited(self) -> int:
        """Return whole minutes: at most a quarter over the plan, none before completion."""
        seconds = (min(60 * self.minutes[one], 75 * PLANNED[one]) for one in self.done)
        return sum(seconds) // 60

    def foundation(self) -> bool:
        """All three steps, the exercise passed, and eight minutes (which are half of the module as well)."""
        return self.done == set(PLANNED) and self.exercise_passed and self.credited() >= 8

    def practice(self) -> bool:
        """The first document in force, 220 minutes, and a fourth (or later) week that decides well."""
        points = [total for total, _minutes in self.weeks]
        ends = [points[:n] for n in range(4, len(points) + 1)]
        passes = any(one[-1] >= 27 and sum(one[-3:]) >= 72 for one in ends)
        return "foundation" in self.standing and sum(m for _total, m in self.weeks) >= 220 and passes

    def issue(self) -> list[str]:
        """Return what is to be issued now."""
        new = []
        for document, earned in (("foundation", self.foundation), ("practice", self.practice)):
            if document not in self.issued and earned():
                new.append(document)
                self.issued.add(document)
                self.standing.add(document)
        return new


class Road:
    """Somebody on the short road who does things in any order; what cannot be done at that moment is left out."""

    def __init__(self, walker: Walker) -> None:
        self.db, self.walker, self.model, self.sent = walker.db, walker, Model(), 0
        self.place: Accompaniment | None = None

    def spend(self, activity: Activity, minutes: int) -> None:
        self.walker.spend(activity, minutes)
        self.model.minutes[activity.id] += minutes

    def read(self) -> None:
        self.walker.read()
        self.model.done.add(READING.id)

    def try_quiz(self, rightly: bool) -> None:
        with suppress(QuizClosed):
            result = self.walker.pass_quiz() if rightly else self.walker.miss_quiz()
            assert result.passed is rightly
            self.model.done |= {QUIZ.id} if rightly else set()

    def send(self) -> None:
        self.sent += 1
        self.walker.send(Okr.from_json({**MODEL.as_json(), "why_now": f"Reason {self.sent}."}))
        self.model.done.add(EXERCISE.id)

    def grade(self, level: int) -> None:
        if self.sent:
            with suppress(AlreadyGraded):
                self.walker.grade(self.walker.newest(), level)
                self.model.exercise_passed |= level == 3

    def attest(self, total: int, prepared: int) -> None:
        self.place = self.place or make_place(self.db, enrolment=self.walker.enrolment)
        if len(self.model.weeks) < 6:
            attest(self.db, log(self.db, self.place, len(self.model.weeks) + 1, prepared=prepared), total)
            self.model.weeks.append((total, min(prepared, 10) + 18 + 10 + 20))

    def revoke(self, document: str) -> None:
        if document in self.model.standing:
            revoke(self.db, self.standing()[document], self.walker.instructor_id, "Not theirs.", now=self.walker.now)
            self.model.standing.remove(document)

    def correct(self, document: str) -> None:
        if document in self.model.standing:
            name = f"Ana {self.walker.wait(minutes=1):%H %M} Souza"
            actor = self.walker.instructor_id
            correct_name(self.db, self.standing()[document], name, actor, ISSUER, now=self.walker.now)

    def issue(self) -> None:
        issued = self.walker.issue()
        assert [one.document for one in issued] == self.model.issue()
        for one in issued:
            figures = {figure["code"]: figure["value"] for figure in one.snapshot["figures"]}
            assert figures.get("minutes", self.model.credited()) == self.model.credited()

    def standing(self) -> dict[str, str]:
        """Return the numbers of the editions that stand, by document; never two of one."""
        found = [
            (one.certificate.document, one.certificate.id)
            for one in held_by(self.db, [self.walker.id])[self.walker.id]
            if one.standing.revoked_at is None and one.standing.superseded_by is None
        ]
        assert len(dict(found)) == len(found)
        return dict(found)


Step = tuple[Any, ...]
DOCUMENTS = st.sampled_from(["foundation", "practice"])
NOISE = st.one_of(
    st.tuples(st.just("spend"), st.sampled_from([READING, EXERCISE, QUIZ]), st.integers(0, 6)),
    st.tuples(st.just("try_quiz"), st.booleans()),
    st.tuples(st.sampled_from(["read", "send", "issue"])),
    st.tuples(st.just("grade"), st.integers(0, 3)),
    st.tuples(st.sampled_from(["revoke", "correct"]), DOCUMENTS),
)


@st.composite
def journeys(draw: st.DrawFn) -> list[Step]:
    """Draw the facts of a whole road in any order, some too small or missing, with noise and issues between them."""
    points, prepared = st.sampled_from([27, 27, 27, 36, 24, 20]), draw(st.sampled_from([10, 10, 5, 0]))
    weeks = [("attest", draw(points), prepared) for _ in range(draw(st.sampled_from([3, 3, 4])))]
    minutes = [draw(st.sampled_from([4, 4, 4, 2, 6])) for _ in range(3)]
    spent = [("spend", one, some) for one, some in zip((READING, EXERCISE, QUIZ), minutes, strict=True)]
    facts: list[Step] = [*spent, ("read",), ("try_quiz", True), ("send",), ("grade", 3)]
    missing = draw(st.sets(st.integers(0, len(facts) - 1), max_size=1))
    kept = [fact for number, fact in enumerate(facts) if number not in missing]
    noise = draw(st.lists(NOISE, max_size=5))
    steps = draw(st.permutations([*kept, *weeks, *noise, *[("issue",)] * 3]))
    ends = draw(
        st.sampled_from([[], [("revoke", "foundation")], [("correct", "foundation")], [("revoke", "practice")]])
    )
    return [*steps, ("grade", 3), ("issue",), *ends, ("attest", 27, 10), ("issue",), *draw(st.lists(NOISE, max_size=3))]


@settings(max_examples=40)
@given(journey=journeys())
def test_a_document_is_issued_exactly_when_everything_is_proven(database: Database, journey: list[Step]) -> None:
    with database.session() as db:
        road = Road(Walker.begin(db))
        for name, *values in journey:
            getattr(road, name)(*values)
            assert set(road.standing()) == road.model.standing
        road.issue()
