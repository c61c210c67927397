"""Every word that a stranger reads on a translated page has its translation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from certificates.actions.issuing import NAMES
from certificates.legend import PURPOSE
from certificates.pdf import ATTACHED, CODE
from certificates.sheet import MODES
from courses.content import load_course
from courses.messages import FIRST, FOLDER, languages, locale_of

ROOT = FOLDER.parents[1]
TEMPLATES = ROOT / "templates"
OF_DRAFTS = "preview/clock.html"
SPOKEN = (
    *(
        "credentials/credential.html",
        "credentials/withheld.html",
        "verify/form.html",
        "verify/list.html",
        "verify/result.html",
    ),
    *("public/home.html", "public/about.html", "public/privacy.html"),
    *(f"errors/{path.name}" for path in sorted((TEMPLATES / "errors").glob("*.html"))),
)
MODULES = (
    *("academy/verdicts.py", "academy/listing.py", "academy/checking.py", "academy/errors.py", "academy/navigation.py"),
    *("academy/forms/verify.py", "academy/forms/base.py", "academy/views/verify.py", "academy/views/credentials.py"),
)
TRANSLATED = [language for language in languages() if language != FIRST]


def read_together(template: str, seen: set[str]) -> set[str]:
    """Return a template with all that it draws upon."""
    if template not in seen | {OF_DRAFTS}:
        seen.add(template)
        source = (TEMPLATES / template).read_text(encoding="utf-8")
        for other in find_referenced_templates(Environment(autoescape=True).parse(source)):
            read_together(other or "", seen)
    return seen


def messages_of(method: str, path: Path) -> Iterator[str]:
    """Yield the messages of a file."""
    for _line, message, _comments, _context in extract_from_file(method, path):
        yield message if isinstance(message, str) else message[0]


def wanted() -> list[str]:
    """Return every message of the translated pages, each once, in the order of the files."""
    together: set[str] = set()
    for template in SPOKEN:
        read_together(template, together)
    found = [one for name in sorted(together) for one in messages_of("jinja2.ext:babel_extract", TEMPLATES / name)]
    found += [one for name in MODULES for one in messages_of("python", ROOT / name)]
    return list(dict.fromkeys(found))


def translations(language: str, name: str) -> dict[str, str]:
    """Return a catalogue as a dictionary."""
    with (FOLDER / language / f"{name}.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale=locale_of(language)) if one.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_public_pages_is_translated_and_no_other(language: str) -> None:
    found = translations(language, "pages")
    assert {message for message in wanted() if not found.get(message)} == set()
    assert found.keys() - set(wanted()) == set()


def printed() -> set[str]:
    """Return every message of the printed certificate: its labels, the figures it states, and the modules it lists."""
    sides = ("certificates/face.html", "certificates/reverse.html")
    labels = {one for name in sides for one in messages_of("jinja2.ext:babel_extract", TEMPLATES / name)}
    figures = {words for pair in NAMES.values() for words in pair}
    modules = {module.title for module in load_course(FOLDER.parent).modules}
    return labels | figures | modules | set(MODES.values()) | {CODE, PURPOSE, *ATTACHED}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_printed_certificate_is_translated_and_no_other(language: str) -> None:
    found = translations(language, "certificates")
    assert {message for message in printed() if not found.get(message)} == set()
    assert found.keys() - printed() == set()
