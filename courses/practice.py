"""Practices: reading one from its file, taking what is sent, marking it; each type lives in `courses.practices`."""

from collections.abc import Iterator, Mapping
from typing import Any

from courses.markdown import to_html
from courses.outline import Kind, Practice
from courses.practices.base import Answer, Marked, Taken, Type
from courses.practices.branch import Branch
from courses.practices.complete import Complete
from courses.practices.cut import Cut
from courses.practices.dial import Dial
from courses.practices.observe import Observe
from courses.practices.order import Order
from courses.practices.rate import Rate
from courses.practices.recall import Recall
from courses.practices.shape import TABLE, TEXT, Wrong, is_number, misfits
from courses.practices.sort import Sort
from courses.practices.write import Write

TYPES: Mapping[str, Type] = {
    "sort": Sort(),
    "cut": Cut(),
    "complete": Complete(),
    "write": Write(),
    "recall": Recall(),
    "order": Order(),
    "rate": Rate(),
    "dial": Dial(),
    "branch": Branch(),
    "observe": Observe(),
}
"""Every type by its name in a file."""
_HEAD = {**dict.fromkeys(("id", "title", "type", "intro", "closing"), TEXT), "minutes": TABLE}


def faults_of(data: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong with the values of a practice's file; nothing for a sound one."""
    broken = list(misfits(data, _HEAD, {}, (), "the file"))
    minutes = data.get("minutes")
    if isinstance(minutes, dict) and (set(minutes) not in ({"P"}, {"F"}) or not all(map(is_number, minutes.values()))):
        broken.append(Wrong("give the minutes of a practice, { P = 5 }, or of a reflection, { F = 2 }", ("minutes =",)))
    kind = TYPES.get(str(data.get("type")))
    if "type" in data and kind is None:
        broken.append(Wrong(f"there is no type {data['type']}; there are {', '.join(TYPES)}", ("type =",)))
    broken += kind.misfits(data) if kind else ()
    yield from broken
    if kind and not broken:
        yield from kind.faults(data)


def practice_of(data: Mapping[str, Any], module_id: str) -> Practice:
    """Return a practice from the values of a sound file."""
    kind = Kind(next(iter(data["minutes"])))
    return Practice(
        id=f"{data['id']}.{kind}",
        module=module_id,
        title=data["title"],
        type=data["type"],
        intro=to_html(data["intro"]),
        closing=to_html(data["closing"]),
        parts=TYPES[data["type"]].parts(data),
        data=data,
    )


def take(practice: Practice, kept: Answer, sent: Answer) -> Taken:
    """Take a sent form: add it to what was kept; some types take several forms until they are complete."""
    return TYPES[practice.type].take(practice, kept, sent)


def mark(practice: Practice, answer: Answer) -> Marked:
    """Mark a whole answer."""
    return TYPES[practice.type].mark(practice, answer)


def stage(practice: Practice, kept: Answer, *, onward: bool = False) -> Any:
    """Return where somebody stands in a practice of several forms; None where one form is all there is.

    `onward` leaves what was just shown and asks for what comes next.
    """
    return TYPES[practice.type].stage(practice, kept, onward=onward)


def forms(practice: Practice, words: str) -> Iterator[dict[str, str]]:
    """Yield the forms an experienced Master would send; `words` stand where only own words will do."""
    return TYPES[practice.type].forms(practice, words)


def mastered(practice: Practice, words: str) -> dict[str, str]:
    """Return the answer that these forms add up to."""
    answer: dict[str, str] = {}
    for form in forms(practice, words):
        answer = take(practice, answer, form).answer
    return answer
