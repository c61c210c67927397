"""What changes with capstones: drafts, versions sent, and scores by people who do not see each other's."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.capstone import LEVELS, STUDIO_SECTIONS, CapstoneForm
from assessments.models import Capstone, CapstoneDraft, CapstoneScore
from assessments.queries.capstones import CapstoneState, Stage, capstone_draft, capstone_state, not_to_score
from assessments.refusals import LevelsMissing, Unchanged
from courses.actions import complete_activity
from courses.markdown import word_count
from courses.queries import latest_completion, lock_enrolment
from registry.actions import record
from registry.errors import Refusal


class StalePlan(Refusal):
    """The draft was changed in another window since this page was opened."""

    code = "stale-plan"

    def __init__(self, stored: CapstoneDraft) -> None:
        super().__init__()
        self.stored = stored


class AwaitingScores(Refusal):
    """The version you sent is still being read; wait for the result before you write on."""

    code = "awaiting-scores"


class CapstoneDone(Refusal):
    """Your plan has passed; nothing needs to be written again."""

    code = "capstone-done"


class NoVersionsLeft(Refusal):
    """Both resubmissions are used; talk to your instructor."""

    code = "no-versions-left"


class SectionsMissing(Refusal):
    """Some sections are still empty. A section that is absent fails the plan, so write at least what you know."""

    code = "sections-missing"

    def __init__(self, sections: tuple[str, ...]) -> None:
        super().__init__()
        self.sections = sections


class PlanTooLong(Refusal):
    """The sections or the calendar hold more words than they may; shorten them, then send."""

    code = "plan-too-long"


class NotIndependent(Refusal):
    """A plan is never scored by its author, their line of command, their mentor or an instructor who graded them."""

    code = "not-independent"


class ScoredAlready(Refusal):
    """You have scored this version already; a score cannot be changed."""

    code = "scored-already"


class ScoresComplete(Refusal):
    """All scores that this version needs are in."""

    code = "scores-complete"


class AskedOtherwise(Refusal):
    """Two other scores came in meanwhile, so that fewer sections are asked for now: those in which they lie apart."""

    code = "asked-otherwise"


def save_capstone_draft(
    db: Session,
    enrolment_id: int,
    form: CapstoneForm,
    texts: Mapping[str, str],
    version: int,
    *,
    studio: str | None = None,
    opened_at: datetime | None = None,
    now: datetime,
) -> CapstoneDraft:
    """Keep the working copy; `version` is that of the copy it was made from, 0 for none. Raise `StalePlan`.

    `studio` is the activity that is completed by a draft with enough sections begun.
    """
    lock_enrolment(db, enrolment_id)
    state = capstone_state(db, enrolment_id, form)
    _check_open(state)
    kept = capstone_draft(db, enrolment_id)
    if kept is None:
        kept = CapstoneDraft(enrolment_id=enrolment_id, sections={}, version=0)
        db.add(kept)
    elif kept.version != version:
        raise StalePlan(kept)
    kept.sections = {**kept.sections, **{one: texts[one] for one in state.open if one in texts}}
    kept.version, kept.saved_at = kept.version + 1, now
    db.flush()
    if studio and form.begun(kept.sections) >= STUDIO_SECTIONS and latest_completion(db, enrolment_id, studio) is None:
        given = {"sections": form.begun(kept.sections), "words": form.written(kept.sections)}
        complete_activity(db, enrolment_id, studio, given, {}, opened_at=opened_at, now=now)
    return kept


def _check_open(state: CapstoneState) -> None:
    """Refuse to write where nothing may be written."""
    if state.stage is Stage.WAITING:
        raise AwaitingScores
    if state.stage is Stage.PASSED:
        raise CapstoneDone
    if state.stage is Stage.SPENT:
        raise NoVersionsLeft


def send_capstone(db: Session, enrolment_id: int, form: CapstoneForm, *, now: datetime) -> Capstone:
    """Send the draft as it is kept; a resubmission holds only what failed, everything else stands as it was sent."""
    enrolment = lock_enrolment(db, enrolment_id)
    state, draft = capstone_state(db, enrolment_id, form), capstone_draft(db, enrolment_id)
    _check_open(state)
    texts = state.texts(draft.sections if draft else {})
    asked = [section.id for section in form.sections if section.id in state.open]
    _check_sendable(form, state, texts, asked)
    before = state.latest
    levels = (before.levels if before else None) or {}
    capstone = Capstone(
        enrolment_id=enrolment_id,
        version=len(state.versions) + 1,
        sections=texts,
        asked=asked,
        kept={one: level for one, level in levels.items() if one not in asked},
        needed=(before.rules if before else form.needed).as_json(),
        sent_at=now,
    )
    db.add(capstone)
    db.flush()
    record(db, "send-capstone", f"capstone:{capstone.id}", actor_id=enrolment.person_id, now=now)
    return capstone


def _check_sendable(form: CapstoneForm, state: CapstoneState, texts: Mapping[str, str], asked: list[str]) -> None:
    """Refuse a plan that is incomplete, too long, or the same as before."""
    empty = tuple(part.id for part in form.parts if not texts.get(part.id, "").strip())
    if empty:
        raise SectionsMissing(empty)
    if form.written(texts) > form.words or word_count(texts[form.calendar.id]) > form.calendar_words:
        raise PlanTooLong
    before = state.latest.sections if state.latest else {}
    if all(texts[one].split() == before.get(one, "").split() for one in asked):
        raise Unchanged


def score_capstone(
    db: Session,
    capstone: Capstone,
    scorer_id: int,
    levels: Mapping[str, int],
    comments: Mapping[str, str],
    note: str,
    *,
    mentored: Collection[int],
    now: datetime,
) -> CapstoneScore:
    """Append a score: two independent ones, and a third where they lie apart; each person scores a version once.

    `mentored` are the people whom the scorer accompanies as a mentor, which this floor cannot know.
    """
    enrolment = lock_enrolment(db, capstone.enrolment_id)
    db.refresh(capstone, ["scores"])
    if enrolment.person_id in mentored or enrolment.person_id in not_to_score(db, scorer_id):
        raise NotIndependent
    if scorer_id in {score.scorer_id for score in capstone.scores}:
        raise ScoredAlready
    asked = capstone.asked_next
    if not asked:
        raise ScoresComplete
    if set(asked) < set(levels):
        raise AskedOtherwise
    if set(levels) != set(asked) or not all(level in LEVELS for level in levels.values()):
        raise LevelsMissing
    score = CapstoneScore(
        capstone_id=capstone.id,
        number=len(capstone.scores) + 1,
        scorer_id=scorer_id,
        levels=dict(levels),
        comments=dict(comments),
        note=note,
        at=now,
    )
    db.add(score)
    db.flush()
    db.refresh(capstone, ["scores"])
    record(db, "score-capstone", f"capstone:{capstone.id}", actor_id=scorer_id, now=now, number=score.number)
    return score
