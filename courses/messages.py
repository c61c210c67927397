"""Messages: our own words in other languages, read from the catalogues in `content/messages`."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).resolve().parent.parent / "content" / "messages"
FIRST = "en"
"""The language in which every message is written in the code."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that public pages and certificates speak, the first one first."""
    return FIRST, *sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of a language tag such as `pt-BR`."""
    return Locale.parse(language, sep="-")


@cache
def catalogue(language: str, name: str) -> NullTranslations:
    """Return the messages of a language from the catalogue of this name; without one they stay as they are."""
    path = FOLDER / language / f"{name}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale_of(language)))
    compiled.seek(0)
    return Translations(compiled)
