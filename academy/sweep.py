"""The sweep: every enrolment is weighed, and what it has earned is issued and printed, on every core."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.errands import application_here
from academy.prints import sealed_page
from certificates.queries import evidence, held_by, is_open, printed
from certificates.requirements import earned
from courses.queries import enrolments_by_id
from registry.db import writing


@dataclass(frozen=True, slots=True)
class Swept:
    """What became of one enrolment: how many certificates were issued and printed, or what went wrong."""

    enrolment_id: int
    issued: int = 0
    printed: int = 0
    fault: str = ""


@contextmanager
def _request(*, writes: bool) -> Iterator[None]:
    """Stand in a request of its own, with a transaction that reads or writes."""
    before = writing.set(writes)
    try:
        with application_here().test_request_context():
            yield
    finally:
        writing.reset(before)


def sweep(enrolment_ids: Sequence[int], workers: int) -> Iterator[Swept]:
    """Settle these enrolments in so many processes and yield what became of each, as it is done."""
    if workers == 1 or len(enrolment_ids) < 2:
        yield from map(settle_one, enrolment_ids)
        return
    with ProcessPoolExecutor(min(workers, len(enrolment_ids)), get_context("spawn")) as pool:
        for done in as_completed([pool.submit(settle_one, one) for one in enrolment_ids]):
            yield done.result()


def settle_one(enrolment_id: int) -> Swept:
    """Issue what an enrolment has earned and print what has no print; a fault is told and stops nobody else.

    Most enrolments have earned nothing new: they are weighed without holding anybody up.
    """
    issued = 0
    try:
        issued = _issued(enrolment_id) if _has_earned(enrolment_id) else 0
        return Swept(enrolment_id, issued, _printed(enrolment_id))
    except Exception as error:
        return Swept(enrolment_id, issued, fault=f"{type(error).__name__}: {error}")


def _has_earned(enrolment_id: int) -> bool:
    """Say whether a document that was never issued is earned now."""
    with _request(writes=False):
        here, (place,) = campus(), enrolments_by_id(db, [enrolment_id])
        held = {one.certificate.document for one in held_by(db, [enrolment_id])[enrolment_id]}
        left = [one for one in here.rules[place.rules].documents if one.id not in held]
        if not left:
            return False
        facts = evidence(db, [enrolment_id], here.course, here.rules, here.observation, now=utcnow())[enrolment_id]
        return any(earned(document, facts) for document in left)


def _issued(enrolment_id: int) -> int:
    """Issue what is earned, write to its holder, and return how many certificates that were."""
    with _request(writes=True):
        before = len(held_by(db, [enrolment_id])[enrolment_id])
        settle(enrolment_id, utcnow())
        db.commit()
        return len(held_by(db, [enrolment_id])[enrolment_id]) - before


def _printed(enrolment_id: int) -> int:
    """Print the certificates that stand and have no print yet; return how many."""
    with _request(writes=False):
        standing = [one.certificate for one in held_by(db, [enrolment_id])[enrolment_id] if is_open(one)]
        bare = [one for one in standing if printed(db, one.id) is None]
        for one in bare:
            sealed_page(one)
        return len(bare)
