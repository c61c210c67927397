"""The two sides of the printed sheet as plain printable values, drawn from the frozen facts alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from certificates.code import code_of
from certificates.logo import named
from certificates.snapshot import Figure, Snapshot, grouped
from certificates.theme import Theme
from certificates.typeface import direction, east, in_serif, printable
from courses.messages import FIRST, catalogue, locale_of

MODES = {"remote": "Remote", "live": "Remote, live", "in person": "In person"}
MENTORED = "mentored_minutes"
"""The figure that is never added to the learning time (T7)."""
_OTHER_TAGS = re.compile(r"<(?!/?(?:p|ul|ol|li|strong|em)>)[^>]*>")


def sheet(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the sheet says, on both sides."""
    name, base = printable(snapshot.holder_name), printable(snapshot.base_url)
    language = snapshot.language
    said = catalogue(language, "certificates").gettext
    words = {
        "language": language,
        "issuer": printable(snapshot.issuer_name),
        "name": name,
        "direction": direction(name),
        "tall": not in_serif(name),
        "document": printable(snapshot.document_name),
        "statement": printable(snapshot.statement),
        "number": grouped(snapshot.id),
        "short": code_of(snapshot.id),
        "address": printable(snapshot.address),
        "host": base.removeprefix("https://"),
        "status_list": str(snapshot.status_list),
        "issued_at": snapshot.issued_at,
        "issued": _day(snapshot.issued_at, language),
        "awarded": _day(snapshot.awarded, language),
        "begun": _day(snapshot.begun_at, language),
        "until": _day(snapshot.valid_until, language),
        "mode": printable(said(MODES.get(snapshot.mode, snapshot.mode))),
        "edition": snapshot.edition,
        "supersedes": grouped(snapshot.supersedes),
        "rules": printable(snapshot.rules),
        "criteria": _criteria(snapshot.criteria),
        "syllabus": [(line.id, printable(line.title), line.planned, line.credited) for line in snapshot.syllabus],
        "results": [_figure(figure, language) for figure in snapshot.figures if figure.code != MENTORED],
        **_themed(snapshot.theme),
        "mentored": [_figure(figure, language) for figure in snapshot.figures if figure.code == MENTORED],
    }
    return {**words, "east": east("".join(texts(words)))}


def _themed(theme: Theme | None) -> dict[str, Any]:
    """Return what the sheet says and shows of an organisation."""
    return {
        "organisation": printable(theme.name) if theme else "",
        "signatories": [(printable(one.name), printable(one.role)) for one in theme.signatories] if theme else [],
        "logo": named(theme.logo) if theme and theme.logo else "",
        "ink": theme.ink if theme else "",
        "accent": theme.accent if theme else "",
    }


def texts(value: Any) -> Iterator[str]:
    """Yield every text among the values of a sheet."""
    if isinstance(value, Markup):
        yield value.striptags()
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def _day(moment: str, language: str) -> str:
    """Write the day of an ISO 8601 moment in words, in UTC, broken at most before its year; nothing for nothing."""
    if not moment:
        return ""
    day = datetime.fromisoformat(moment).astimezone(UTC)
    pattern = "d MMMM yyyy" if language == FIRST else "long"
    return format_date(day, pattern, locale_of(language)).replace(f"de {day.year}", f"de\u00a0{day.year}")


def _figure(figure: Figure, language: str) -> dict[str, str]:
    """Return a figure as the sheet prints it."""
    locale = locale_of(language)
    return {
        "name": printable(figure.name),
        "value": format_decimal(figure.value, locale=locale),
        "required": format_decimal(figure.required, locale=locale),
        "unit": printable(figure.unit),
    }


def _criteria(markup: str) -> Markup:
    """Return the criteria, our own HTML, with the simplest of their tags; others are left out."""
    return Markup(_OTHER_TAGS.sub("", printable(markup)))  # noqa: S704
