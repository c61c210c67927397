"""The verification door: drop a number, an address or a file, and read whether it is true."""

import json
import re
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db, reading
from academy.edge import takes_files
from academy.forms.verify import VerifyForm
from academy.limits import MISSES, limiter, missed
from certificates.bake import baked_in
from certificates.proofs import check
from certificates.queries import Held, held
from certificates.seal import SealReport, attached_credential
from certificates.seal import check as check_seal
from certificates.snapshot import Snapshot
from certificates.verification import Outcome, judge
from registry.errors import NotFound

bp = Blueprint("verify", __name__, url_prefix="/verify")
_NUMBER = re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{4}[\s-]{0,2}){7}[0-9a-f]{4}(?![0-9a-z])", re.IGNORECASE)
"""A number as it is written anywhere: with hyphens, in groups of four as on paper, or in one go."""


@bp.route("", methods=["GET", "POST"])
@limiter.limit(MISSES, deduct_when=missed)
@reading
@takes_files
def form() -> str | tuple[str, int] | Response:
    """Take a number, an address or a file and answer whether it is true; nothing is stored."""
    asked = VerifyForm()
    if asked.submitted():
        content = asked.file.data.read() if asked.file.data else b""
        if content:
            document, page = _opened(content)
            if document is not None:
                return _verdict(document, page)
            asked.file.errors = [_("This file holds no certificate that can be read: give the PDF or the JSON file.")]
        else:
            return _by_number(asked)
    return _page(asked, 422 if asked.errors else 200)


def _page(asked: VerifyForm, status: int) -> tuple[str, int]:
    """Return the form."""
    return render_template("verify/form.html", form=asked, base_url=current_app.config["BASE_URL"]), status


def _by_number(asked: VerifyForm) -> tuple[str, int] | Response:
    """Go to the page of the certificate whose number was typed, if there is one."""
    number = _number(asked.code.data or "")
    if number is None:
        asked.code.errors = [_("Type the number as it stands on the certificate, or choose a file.")]
        return _page(asked, 422)
    if _register(number) is None:
        asked.code.errors = [_("This academy has issued no certificate with this number. Compare every character.")]
        return _page(asked, 404)
    return redirect(url_for("credentials.credential", certificate_id=number), 303)


def _number(text: str) -> str | None:
    """Return the first number in a text as the register writes it."""
    match = _NUMBER.search(text)
    return None if match is None else str(UUID("".join(re.findall("[0-9a-fA-F]", match[0]))))


def _register(number: str) -> Held | None:
    """Return what the register holds under a number."""
    try:
        return held(db, number)
    except NotFound:
        return None


def _opened(content: bytes) -> tuple[dict[str, Any] | None, SealReport | None]:
    """Return the credential in a file, and the report on its page if it is a PDF."""
    page = None
    text: str | None
    if content.lstrip()[:5] == b"%PDF-":
        page = check_seal(content, campus().issuer.keys.trust)
        text = attached_credential(content)
    else:
        text = baked_in(content) or content.decode("utf-8", "replace")
    try:
        document = json.loads(text or "")
    except (ValueError, RecursionError):
        return None, page
    return (document if isinstance(document, dict) else None), page


def _verdict(document: dict[str, Any], page: SealReport | None) -> str:
    """Return the page with the verdict on a file."""
    number = _number(str(document.get("id", "")))
    found = _register(number) if number else None
    proof = check(document, campus().issuer.keys)
    verdict = judge(document, proof, found.standing if found else None, page, now=utcnow())
    issuer = document.get("issuer")
    name = issuer.get("name", issuer.get("id", "")) if isinstance(issuer, dict) else issuer
    snapshot = Snapshot.from_json(found.certificate.snapshot) if found and verdict.outcome != Outcome.ALTERED else None
    return render_template(
        "verify/result.html", verdict=verdict, held=found, snapshot=snapshot, foreign=str(name or "")[:200]
    )
