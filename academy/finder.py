"""What can be found: lessons, openings of modules, the titles of practices, the glossary and the flaws.

Nothing of quizzes and exercises, so that neither a key nor a model nor a case that comes later is given away.
"""

from collections.abc import Iterator, Mapping

from assessments.critic.pages import Page
from courses.glossary import Glossary
from courses.outline import Activity, Course, Kind, Lesson
from courses.search import Index, Passage, Place, passages_of, sentences


def index_of(course: Course, glossary: Glossary, flaws: Mapping[str, Page]) -> Index:
    """Return the index of everything that a trainee may find."""
    return Index(_passages(course, glossary, flaws))


def _passages(course: Course, glossary: Glossary, flaws: Mapping[str, Page]) -> Iterator[Passage]:
    """Yield every passage, in the order of the course."""
    for module in course.modules:
        yield from _page(Place("module", module.id, module.title), module.opening)
        for activity in (*module.activities, *module.reserve):
            yield from _step(activity, course)
    for term in glossary.terms:
        yield Passage(Place("term", term.id, term.name), term.definition)
    for flaw in flaws.values():
        yield from _page(Place("flaw", flaw.code, flaw.title), flaw.body)
        yield Passage(Place("flaw", flaw.code, flaw.title), flaw.question)


def _page(place: Place, html: str) -> Iterator[Passage]:
    """Yield a page's title, then its sentences."""
    yield Passage(place, place.title)
    yield from passages_of(place, html)


def _step(activity: Activity, course: Course) -> Iterator[Passage]:
    """Yield what can be found of a step: all that a lesson says, of a practice the title."""
    place = Place("step", activity.id, activity.title)
    if activity.id in course.practices:
        yield Passage(place, place.title)
    elif activity.kind is Kind.WORKED:
        yield from _page(place, course.lessons[activity.place].worked)
    elif activity.kind is Kind.READING:
        lesson = course.lessons[activity.place]
        yield Passage(place, lesson.why)
        yield from _page(place, lesson.reading)
        yield from (Passage(place, sentence) for text in _around(lesson) for sentence in sentences(text))


def _around(lesson: Lesson) -> Iterator[str]:
    """Yield what stands around the reading of a lesson."""
    yield lesson.claim
    yield lesson.answer
    yield from lesson.inquiry
    for point in lesson.key_points:
        yield f"{point.text} ({point.author})" if point.author else point.text
