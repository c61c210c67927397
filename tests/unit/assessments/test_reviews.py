"""Reviews of the critic's findings: who may say what of which, a changed mind, and what is counted."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.actions import review_finding, submit_rewrite
from assessments.critic.critique import Critique
from assessments.critic.finding import Weight
from assessments.exercise import Answer
from assessments.models import Review, Submission
from assessments.okr import KeyResult
from assessments.queries import Acceptance, acceptance, reviewed, reviews_by
from assessments.refusals import OwnWork
from registry.errors import NotFound
from tests.factories import NOW, make_person
from tests.short_road import MODEL, TASK, Walker, language


@pytest.fixture
def sent(db: Session) -> Submission:
    walker = Walker.begin(db)
    okr = replace(MODEL, key_results=(KeyResult("Hold 4 trainings by 30 June"), *MODEL.key_results))
    return submit_rewrite(db, walker.id, TASK, Answer(okr), language(), now=walker.now)


def flaw(sent: Submission) -> int:
    """Return the place of the first finding that is no praise."""
    findings = Critique.from_json(sent.critique).findings
    return next(n for n, one in enumerate(findings) if one.weight is not Weight.FINE)


def say(db: Session, sent: Submission, person_id: int, *accepted: bool, finding: int | None = None) -> None:
    for one in accepted:
        place = flaw(sent) if finding is None else finding
        review_finding(db, sent, place, person_id, accepted=one, now=NOW)


def test_a_changed_mind_is_appended_and_the_newest_counts(db: Session, sent: Submission) -> None:
    marta = make_person(db, "Marta").id
    say(db, sent, marta, True, True, False)
    assert db.execute(select(Review.number, Review.accepted)).all() == [(1, True), (2, False)]
    assert reviews_by(db, sent.id, marta) == {flaw(sent): False}


def test_each_person_counts_once_for_each_finding(db: Session, sent: Submission) -> None:
    for name, said in (("Marta", (True, False)), ("Rui", (True,)), ("Bo", (False, True, False))):
        say(db, sent, make_person(db, name).id, *said)
    code = Critique.from_json(sent.critique).findings[flaw(sent)].code
    assert acceptance(db) == {code: Acceptance(accepted=1, rejected=2)}
    assert acceptance(db)[code].percent == 33
    ((submission, said),) = reviewed(db)
    assert (submission.id, [one[flaw(sent)] for one in said.values()].count(False)) == (sent.id, 2)


def test_the_author_says_nothing_of_findings_in_their_own_rewrite(db: Session, sent: Submission) -> None:
    with pytest.raises(OwnWork):
        say(db, sent, sent.enrolment.person_id, True)


def test_praise_and_what_was_never_found_are_not_reviewed(db: Session, sent: Submission) -> None:
    findings = Critique.from_json(sent.critique).findings
    praise = next(n for n, one in enumerate(findings) if one.weight is Weight.FINE)
    marta = make_person(db, "Marta").id
    for place in (praise, len(findings), -1):
        with pytest.raises(NotFound):
            say(db, sent, marta, True, finding=place)
    assert db.scalar(select(func.count()).select_from(Review)) == 0


def test_two_reviews_with_one_number_cannot_both_be_kept(db: Session, sent: Submission) -> None:
    marta = make_person(db, "Marta").id
    say(db, sent, marta, True)
    same = {"submission_id": sent.id, "finding": flaw(sent), "code": "x", "person_id": marta, "number": 1}
    db.add(Review(**same, accepted=False, at=NOW))
    with pytest.raises(IntegrityError):
        db.flush()
