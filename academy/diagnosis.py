"""What a trainee named and missed in a flawed OKR, as pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from academy.campus import campus
from assessments.critic.critique import criticise
from assessments.critic.pages import Page
from assessments.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Named:
    """A flaw that was named: its title, its line, the quoted words, and whether it is there."""

    title: str
    where: str
    phrase: str
    hit: bool


def title_of(code: str, flaws: Mapping[str, Page]) -> str:
    """Return the title of a flaw, or its code when no page describes it."""
    return flaws[code].title if code in flaws else code


def named(exercise: Exercise, tags: Iterable[Mapping[str, str]], flaws: Mapping[str, Page]) -> list[Named]:
    """Return the flaws that were named, with their titles; what the critic finds counts like what was planted."""
    found = {(one.code, one.where) for one in criticise(exercise.flawed, campus().language).findings}
    return [Named(title_of(one.code, flaws), one.where, one.phrase, one.hit) for one in exercise.spotted(tags, found)]


def missed(exercise: Exercise, tags: Iterable[Mapping[str, str]], flaws: Mapping[str, Page]) -> list[str]:
    """Return the titles of the planted flaws that were not named."""
    return [title_of(code, flaws) for code in exercise.missed(tags)]
