"""The critic's own door: anybody may put an OKR to it, without an account; nothing is stored."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from academy.campus import campus
from academy.edge import cleaned
from academy.forms.check import CheckForm
from academy.limits import limiter
from academy.marks import reading
from academy.okrs import pasted
from assessments.critic.critique import TooLong, criticise
from assessments.okr import Okr

bp = Blueprint("check", __name__, url_prefix="/check")
OFTEN = "60 per minute"
"""How often an address may ask the critic."""


@bp.route("", methods=["GET", "POST"])
@limiter.limit(OFTEN, methods=["POST"])
@reading
def form() -> str | tuple[str, int]:
    """Take an OKR and answer line by line what the critic finds in it."""
    asked, okr, found = CheckForm(), Okr(""), None
    if asked.submitted():
        okr = pasted(asked.okr.data, cleaned(asked.cycle.data or ""), cleaned(asked.context.data or ""))
        try:
            found = criticise(okr, campus().reads(okr))
        except TooLong as refusal:
            asked.okr.errors = [_(str(refusal))]
    page = render_template("check/form.html", form=asked, okr=okr, critique=found, **campus().critic(okr))
    return page, 422 if asked.errors else 200
