"""The requirements: which facts a document demands, one function per rule, and what is still missing.

One engine answers the trainee's page, the manager's list and the issue itself, so that they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from certificates.terms import COURSE, PRACTICE
from courses.credit import Ledger
from courses.outline import Course
from courses.rules import Document

LATE = "late"
"""What is missing when the time is over."""
BEYOND = "beyond"
"""What is missing where more was made up online than a live course takes: to be there."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stored facts of one enrolment that requirements look at."""

    course: Course
    ledger: Ledger
    completed: frozenset[str]
    quizzes: Mapping[str, float]
    exercises: frozenset[str]
    mentored_minutes: int
    practice_missing: tuple[str, ...]
    documents: frozenset[str]
    own_passes: frozenset[str] = frozenset()
    capstone: float = 0.0
    identity: bool = False
    conduct: bool = False
    course_term: "Term | None" = None
    practice_term: "Term | None" = None


@dataclass(frozen=True, slots=True)
class Term:
    """Until when something has to be done, and the facts as they stood then; None while that lies ahead (R9)."""

    until: datetime
    facts: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one requirement is met: figures in its unit, and the ids or codes of what is missing."""

    requirement: str
    have: int
    need: int
    missing: tuple[str, ...] = ()
    until: datetime | None = None

    @property
    def met(self) -> bool:
        """Say whether nothing is missing."""
        return self.have >= self.need and not self.missing


def _listed(requirement: str, needed: Iterable[str], held: Iterable[str]) -> Progress:
    """Return the progress on a list: how many of the needed ids are held, and which are not."""
    wanted, present = tuple(needed), set(held)
    missing = tuple(one for one in wanted if one not in present)
    return Progress(requirement, len(wanted) - len(missing), len(wanted), missing)


def activities(evidence: Evidence, modules: list[str]) -> Progress:
    """Ask that every activity of the modules was completed with evidence (R1)."""
    wanted = [a.id for module in modules for a in evidence.course.modules_by_id[module].activities]
    return _listed("activities", wanted, evidence.completed)


def minutes(evidence: Evidence, needed: int) -> Progress:
    """Ask for a number of credited minutes in all (R2), of which a live course takes few that were made up (T6)."""
    have, beyond = evidence.ledger.credited_minutes, evidence.ledger.beyond_minutes
    return Progress("minutes", have, needed, (BEYOND,) if beyond and have < needed else ())


def module_share(evidence: Evidence, percent: int) -> Progress:
    """Ask for a share of the planned minutes in every module (R2)."""
    short = tuple(
        module.id
        for module in evidence.course.modules
        if evidence.ledger.of_module(module.id).credited_minutes * 100 < percent * module.minutes
    )
    count = len(evidence.course.modules)
    return Progress("module_share", count - len(short), count, short)


def quizzes(evidence: Evidence, needed: list[str]) -> Progress:
    """Ask that each quiz was passed (R3); a quiz counts as completed only when it was passed."""
    return _listed("quizzes", needed, evidence.quizzes)


def exercises(evidence: Evidence, needed: list[str]) -> Progress:
    """Ask that each exercise has a passing grade of another person (R4: gates, and everything under foundation-1)."""
    return _listed("exercises", needed, evidence.exercises)


def self_scored(evidence: Evidence, needed: list[str]) -> Progress:
    """Ask that each exercise has a passing grade, be it the trainee's own or another person's (R4)."""
    return _listed("self_scored", needed, evidence.exercises | evidence.own_passes)


def exam(evidence: Evidence, wanted: Mapping[str, Any]) -> Progress:
    """Ask for the per cent that pass the final exam (R5); only a passed one counts."""
    best = int(evidence.quizzes.get(wanted["id"], 0))
    return Progress("exam", best, wanted["percent"], () if best >= wanted["percent"] else (wanted["id"],))


def final_task(evidence: Evidence, wanted: Mapping[str, Any]) -> Progress:
    """Ask for a passing grade on whichever form of the final task was drawn (R5)."""
    held = any(one in evidence.exercises for one in wanted["exercises"])
    return Progress("final_task", int(held), 1, () if held else (wanted["step"],))


def capstone(evidence: Evidence, needed: int) -> Progress:
    """Ask for the points of an implementation plan that has passed by all its rules (R6)."""
    return Progress("capstone", int(evidence.capstone), needed)


def identity(evidence: Evidence, needed: bool) -> Progress:
    """Ask that a manager made sure of the trainee's identity (R8)."""
    return Progress("identity", int(evidence.identity), int(needed))


def conduct(evidence: Evidence, needed: bool) -> Progress:
    """Ask for a signature under the code of conduct (R8)."""
    return Progress("conduct", int(evidence.conduct), int(needed))


def documents(evidence: Evidence, needed: list[str]) -> Progress:
    """Ask for other documents that must be held first."""
    return _listed("documents", needed, evidence.documents)


def mentored_minutes(evidence: Evidence, needed: int) -> Progress:
    """Ask for attested minutes of mentored practice (R7); they are never part of the learning time (T7)."""
    return Progress("mentored_minutes", evidence.mentored_minutes, needed)


def observation_pass(evidence: Evidence, needed: bool) -> Progress:
    """Ask that the observed check-ins meet the pass of the observation form (R7)."""
    missing = evidence.practice_missing if needed else ()
    return Progress("observation_pass", 0 if missing else 1, 1, missing)


REQUIREMENTS: dict[str, Callable[[Evidence, Any], Progress]] = {
    "documents": documents,
    "activities": activities,
    "minutes": minutes,
    "module_share": module_share,
    "quizzes": quizzes,
    "exercises": exercises,
    "self_scored": self_scored,
    "exam": exam,
    "final_task": final_task,
    "capstone": capstone,
    "identity": identity,
    "conduct": conduct,
    "mentored_minutes": mentored_minutes,
    "observation_pass": observation_pass,
}
TERMS = {"course_months": COURSE, "practice_months": PRACTICE}
"""The requirements that others be met in time, and which others."""


def evaluate(document: Document, evidence: Evidence) -> tuple[Progress, ...]:
    """Weigh the evidence against everything a document requires; KeyError for a requirement nobody knows."""
    weighed = _within(evidence, document)
    return tuple(
        _in_time(name, document, evidence) if name in TERMS else REQUIREMENTS[name](weighed, figure)
        for name, figure in document.requires.items()
    )


def _in_time(name: str, document: Document, evidence: Evidence) -> Progress:
    """Ask that other requirements of the document were met before a term was over (R9)."""
    term = evidence.course_term if name == "course_months" else evidence.practice_term
    if term is None:
        return Progress(name, 0, 1)
    facts = _within(term.facts or evidence, document)
    asked = [one for one in TERMS[name] if one in document.requires]
    met = all(REQUIREMENTS[one](facts, document.requires[one]).met for one in asked)
    late = term.facts is not None and not met
    return Progress(name, int(met), 1, (LATE,) if late else (), term.until)


def _within(evidence: Evidence, document: Document) -> Evidence:
    """Return the evidence as far as it lies in the modules that a document covers; all of it, if it names none.

    Modules that were added since, or that another document covers, neither help nor hinder.
    """
    covered = document.requires.get("activities")
    if covered is None:
        return evidence
    modules = tuple(module for module in evidence.course.modules if module.id in covered)
    counted = tuple(credit for credit in evidence.ledger.credits if credit.activity.module in covered)
    return replace(evidence, course=replace(evidence.course, modules=modules), ledger=Ledger(counted))


def earned(document: Document, evidence: Evidence) -> bool:
    """Say whether nothing is missing for a document."""
    return all(progress.met for progress in evaluate(document, evidence))
