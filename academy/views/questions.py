"""How the questions of quizzes and of the exam have done, and which are to be mended, for those who teach."""

from flask import Response, render_template
from flask_babel import gettext as _

from academy import listing
from academy.campus import campus
from academy.database import db
from academy.login import door
from assessments import queries
from assessments.items import Item, Quiz
from assessments.statistics import BLURRED, EASIEST, ENOUGH, HARDEST, Statistics, statistics
from registry.errors import NotFound
from registry.models import Role

bp = door("questions", Role.INSTRUCTOR, prefix="/teach/questions")

COLUMNS = ("question", "quiz", "type", "outcomes", "answers", "difficulty", "discrimination", "review", "stem")
Row = tuple[Item, Statistics]


def _rows() -> list[tuple[Quiz, list[Row]]]:
    """Return every quiz with its questions and their statistics."""
    found = statistics(queries.quiz_results(db))
    quizzes = campus().catalogue.quizzes.values()
    return [(quiz, [(item, found.get(item.id, Statistics())) for item in quiz.items.values()]) for quiz in quizzes]


def _page(name: str, **values: object) -> str:
    """Return a page with the bounds of the review beside its values."""
    words = {"hard": _("too hard"), "easy": _("too easy"), "blurred": _("tells nobody apart")}
    bounds = {"enough": ENOUGH, "hardest": HARDEST, "easiest": EASIEST, "blurred": BLURRED}
    return render_template(f"questions/{name}.html", words=words, **bounds, **values)


@bp.get("")
def overview() -> str:
    """Show which questions are to be reviewed, and every quiz with how often it was answered."""
    found = _rows()
    flagged = [(quiz, item, told) for quiz, rows in found for item, told in rows if told.flags]
    return _page("overview", quizzes=found, flagged=flagged)


@bp.get("/<quiz_id>")
def pool(quiz_id: str) -> str:
    """Show every question of a quiz with its statistics, those to be reviewed first, the hardest first."""
    if quiz_id not in campus().catalogue.quizzes:
        raise NotFound
    ((quiz, rows),) = [(quiz, rows) for quiz, rows in _rows() if quiz.id == quiz_id]
    rows.sort(key=lambda row: (not row[1].flags, row[1].n == 0, row[1].difficulty or 0.0))
    return _page("pool", quiz=quiz, rows=rows)


@bp.get("/questions.csv")
def download() -> Response:
    """Give the statistics of all questions as a table that any workbook opens."""
    lines = (_line(quiz, item, told) for quiz, rows in _rows() for item, told in rows)
    answer = Response(listing.written(COLUMNS, lines), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="questions.csv"'
    return answer


def _line(quiz: Quiz, item: Item, told: Statistics) -> list[str]:
    """Return a question as a line of the table; what is not known yet stays empty."""
    figures = ["" if one is None else f"{one:.3f}" for one in (told.difficulty, told.discrimination)]
    return [
        item.id,
        quiz.id,
        item.type,
        " ".join(item.outcomes),
        str(told.n),
        *figures,
        " ".join(told.flags),
        item.stem,
    ]
