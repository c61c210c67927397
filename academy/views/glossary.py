"""The glossary's door: every word of the course with its sentence, open to anybody."""

from flask import Blueprint, render_template

from academy.campus import campus

bp = Blueprint("glossary", __name__, url_prefix="/glossary")


@bp.get("")
def terms() -> str:
    """Show every term in the order of the alphabet."""
    return render_template("glossary/terms.html", terms=campus().glossary.terms)
