"""What a trainee named, missed and wrote in an exercise, as pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from academy.campus import campus
from assessments.critic.critique import criticise
from assessments.critic.pages import Page
from assessments.exercise import Exercise
from assessments.models import Submission


@dataclass(frozen=True, slots=True)
class Named:
    """A flaw that was named: its title, the words for its line, the quoted words, and whether it is there."""

    title: str
    where: str
    phrase: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A further part as it was sent: what it was called then, its text, and one good way to write it."""

    label: str
    text: str
    model: str


def title_of(code: str, flaws: Mapping[str, Page]) -> str:
    """Return the title of a flaw, or its code when no page describes it."""
    return flaws[code].title if code in flaws else code


def places(exercise: Exercise) -> dict[str, str]:
    """Return the lines in which a flaw can stand, each with the words for it."""
    words = {"objective": _("Objective")} if exercise.flawed.written else {}
    for number in range(1, len(exercise.flawed.key_results) + 1):
        words[f"kr{number}"] = _("Key result %(n)s", n=number)
    for number, line in enumerate(exercise.material, start=1):
        words[f"line{number}"] = _("Line %(n)s: %(who)s", n=number, who=line.who)
    return {**words, "set": _("All together")}


def named(exercise: Exercise, tags: Iterable[Mapping[str, str]], flaws: Mapping[str, Page]) -> list[Named]:
    """Return the flaws that were named, with their titles; what the critic finds counts like what was planted."""
    found = criticise(exercise.flawed, campus().language).findings if exercise.flawed.written else ()
    spotted = exercise.spotted(tags, {(one.code, one.where) for one in found})
    words = places(exercise)
    return [Named(title_of(s.code, flaws), words.get(s.where, ""), s.phrase, s.hit) for s in spotted]


def missed(exercise: Exercise, tags: Iterable[Mapping[str, str]], flaws: Mapping[str, Page]) -> list[str]:
    """Return the titles of the planted flaws that were not named."""
    return [title_of(code, flaws) for code in exercise.missed(tags)]


def written(exercise: Exercise, submission: Submission) -> list[Written]:
    """Return the further parts of a submission under the labels that they had when it was sent."""
    labels, models = submission.task.get("parts", {}), {part.id: part.model for part in exercise.parts}
    return [Written(label, submission.parts.get(one, ""), models.get(one, "")) for one, label in labels.items()]
