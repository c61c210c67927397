"""The certificate's own door: its public page and its files, open to all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, session
from flask_babel import gettext as _

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.files import published, wanted
from academy.limits import few_misses
from academy.login import present
from academy.marks import in_every_language
from academy.prints import sealed_page, token
from academy.problems import problem
from academy.tally import count
from academy.verdicts import headline, told
from academy.words import chosen, language
from certificates.badge import PLAIN, badge
from certificates.bake import bake_png, bake_svg
from certificates.code import code_of
from certificates.models import Certificate
from certificates.queries import Held, as_editions, editions, held, newest
from certificates.snapshot import Snapshot, grouped
from certificates.standing import Edition, Shown
from certificates.verification import Verdict, judge, sealed
from registry.models import Role

bp = Blueprint("credentials", __name__)
FILES = {
    "application/vc+ld+json": "json",
    "application/vc": "json",
    "application/ld+json": "json",
    "application/json": "json",
    "application/vc+jwt": "jwt",
}
TYPES = {
    "text/html": "html",
    **FILES,
    "application/pdf": "pdf",
    "image/png": "png",
    "image/svg+xml": "svg",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the public page of a certificate shows; the snapshot says what the credential was made of."""

    number: str
    credential: str
    editions: tuple[Edition, ...]
    shown: Shown
    verdict: Verdict
    language: str
    chosen: str
    snapshot: Mapping[str, Any] = field(compare=False)


@bp.get("/credentials/<uuid:certificate_id>")
@few_misses
@in_every_language
def credential(certificate_id: UUID) -> Response:
    """Answer 'is it true?' at a glance; the same address gives every file: JSON, token, sealed PDF and badges."""
    kind, mimetype = wanted(TYPES, "text/html")
    if kind == "html":
        return _page(str(certificate_id))
    found = held(db, str(certificate_id))
    if not found.shown.all and not _may_fetch(found):
        return Response(render_template("credentials/withheld.html"), 403)
    return published(_content(found.certificate, kind), mimetype, name=f"{certificate_id}.{kind}")


@bp.get("/credentials/<uuid:certificate_id>/refresh")
@few_misses
@in_every_language
def refresh(certificate_id: UUID) -> Response:
    """Give the newest edition of a certificate as a file: the address that wallets and verifiers ask for changes."""
    number = str(certificate_id)
    found = newest(editions(db, number), number)
    if not found.shown.all:
        answer = problem(403, _("The holder hands this file out"), "kept-back")
        answer.headers["Cache-Control"] = "no-cache"
        return answer
    kind, mimetype = wanted(FILES, "application/vc+ld+json")
    return published(_content(found.certificate, kind), mimetype)


@bp.get("/badge.png")
def picture() -> Response:
    """Give the picture of every achievement: the badge before anything is baked into it."""
    return published(PLAIN.read_bytes(), "image/png")


def _content(certificate: Certificate, kind: str) -> str | bytes:
    """Return a certificate as a file of a kind."""
    if kind == "pdf":
        return sealed_page(certificate)
    if kind == "svg":
        return bake_svg(badge(Snapshot.from_json(certificate.snapshot), certificate.credential), certificate.credential)
    if kind == "png":
        return bake_png(PLAIN.read_bytes(), certificate.credential)
    return token(certificate) if kind == "jwt" else certificate.credential


def _may_fetch(found: Held) -> bool:
    """Say whether the visitor may have the files of a certificate whose holder keeps something to themselves."""
    me = present()
    return me is not None and (me.has(Role.ADMINISTRATOR) or me.person_id == found.certificate.enrolment.person_id)


def _page(number: str) -> Response:
    """Return the public page of a certificate; how it stands is asked anew every time."""
    chain, now = editions(db, number), utcnow()
    found = next(one for one in chain if one.certificate.id == number)
    certificate = found.certificate
    proof = sealed(certificate.credential, campus().issuer.keys)
    verdict = judge(_document(certificate.credential), proof, found.standing, now=now)
    sheet = Sheet(
        number,
        certificate.credential,
        as_editions(chain, now),
        found.shown,
        verdict,
        language(),
        chosen(),
        certificate.snapshot,
    )
    stranger = present() is None
    if stranger:
        count(number)
    page = _for_strangers(sheet) if stranger and "_flashes" not in session else _rendered(sheet)
    return Response(page, headers={"Vary": "Accept"})


@lru_cache(maxsize=512)
def _document(credential: str) -> Mapping[str, Any]:
    """Return what a credential says, read once."""
    return dict(json.loads(credential))


@lru_cache(maxsize=512)
def _for_strangers(sheet: Sheet) -> str:
    """Return the page as all strangers see it, kept for the next one who asks in the same language."""
    return _rendered(sheet)


def _rendered(sheet: Sheet) -> str:
    """Return the page that tells what a certificate says, how it stands, and what was checked."""
    title, sentence = headline(sheet.verdict.outcome)
    snapshot = Snapshot.from_json(sheet.snapshot).public(sheet.shown)
    return render_template(
        "credentials/credential.html",
        editions=sheet.editions,
        files=sheet.shown.all,
        snapshot=snapshot,
        standing=next(one.standing for one in sheet.editions if one.id == sheet.number),
        outcome=sheet.verdict.outcome,
        title=title,
        sentence=sentence,
        checks=told(sheet.verdict),
        number=grouped(snapshot.id),
        short=code_of(snapshot.id),
        begun=_day(snapshot.begun_at),
        awarded=_day(snapshot.awarded),
        issued=_day(snapshot.issued_at),
        until=_day(snapshot.valid_until),
    )


def _day(moment: str) -> date | None:
    """Return the day of a moment in UTC, as the printed certificate states it; None for an empty text."""
    return datetime.fromisoformat(moment).astimezone(UTC).date() if moment else None
