from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from courses.models import Enrolment
from mentoring.actions import attest_check_in, begin_accompaniment, log_check_in, open_group
from mentoring.models import Accompaniment, Attestation, CheckIn
from mentoring.practice import leader, load_observation_form
from registry.models import Cohort, Person, Role
from tests.factories import NOW, make_cohort, make_enrolment, make_member

FORM_FILE = Path("content/forms/observation.en.toml")
FORM = load_observation_form(FORM_FILE)
FIRST = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""The first meeting, a Tuesday morning; the others follow week by week."""
ROW = {
    "key_result": "Returns from 40% to 15%",
    "value": "33%",
    "confidence": "6",
    "progress": "Seven points down",
    "problems": "",
    "plans": "",
}


def make_place(
    db: Session,
    cohort: Cohort | None = None,
    enrolment: Enrolment | None = None,
    mentor: Person | None = None,
) -> Accompaniment:
    cohort = cohort or (enrolment.cohort if enrolment else make_cohort(db))
    enrolment = enrolment or make_enrolment(db, cohort)
    mentor = mentor or make_member(db, cohort, Role.MENTOR)
    words = "Harbour", "A service desk", "Applicants leave with what they came for", "Compass"
    group = open_group(db, cohort, *words, actor_id=mentor.id, now=NOW)
    return begin_accompaniment(db, enrolment, group, mentor, actor_id=mentor.id, now=NOW)


def meeting(week: int) -> datetime:
    return FIRST + timedelta(weeks=week - 1)


def log(db: Session, place: Accompaniment, week: int = 1, **changed: Any) -> CheckIn:
    began = changed.pop("started_at", meeting(week))
    ended = changed.pop("ended_at", began + timedelta(minutes=18))
    values: dict[str, Any] = {
        "prepared": 10,
        "talk": 12,
        "debrief": 25,
        "mode": "in person",
        "led_by": leader(week),
        "attendance": ["Compass", "Blue", "Counter 2"],
        "three_ps": [ROW],
        "logged_by_id": db.get_one(Enrolment, place.enrolment_id).person_id,
        "now": ended + timedelta(hours=1),
    }
    return log_check_in(db, place, week, began, ended, **{**values, **changed})


def levels(total: int = 27, *, criticals: int | None = None) -> dict[str, int]:
    """Return levels that sum to a total, spread evenly; or with every critical item at one level."""
    low, rest = divmod(total, 12)
    spread = {str(n): low + (n <= rest) for n in range(1, 13)}
    if criticals is not None:
        spread |= {str(item.number): criticals for item in FORM.items if item.critical}
    return spread


def attest(db: Session, check_in: CheckIn, total: int = 27, attester_id: int | None = None) -> Attestation:
    mentor_id = db.get_one(Accompaniment, check_in.accompaniment_id).mentor_id
    now = check_in.logged_at + timedelta(hours=1)
    return attest_check_in(db, check_in, attester_id or mentor_id, FORM, levels(total), "Minute 6.", now=now)


def practise(db: Session, place: Accompaniment, *totals: int) -> None:
    for week, total in enumerate(totals, start=1):
        attest(db, log(db, place, week), total)
