"""What certificates say, in every language alike."""

import re
from pathlib import Path

import pytest

from courses.messages import FIRST, languages
from courses.rules import Document, load_rules

DOCUMENTS = [
    pytest.param(document, language, id=f"{version} {document.id} {language}")
    for version, rules in load_rules(Path("content/rules")).items()
    for document in rules.documents
    for language in languages()
    if language != FIRST
]


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


@pytest.mark.parametrize(("document", "language"), DOCUMENTS)
def test_every_language_demands_the_same(document: Document, language: str) -> None:
    english, other = document.wording(FIRST), document.wording(language)
    assert other.language == language
    assert figures(other.criteria) == figures(english.criteria)
    assert figures(other.face) == figures(english.face)
    assert other.criteria.count("<li>") == english.criteria.count("<li>")
    assert other.criteria.count("<strong>") == english.criteria.count("<strong>")
    assert other.face.endswith(".")
