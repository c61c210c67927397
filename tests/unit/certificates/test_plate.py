"""What is set in the lines of a plate is what a layout from the beginning gives, byte for byte."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from certificates import pdf
from certificates.pdf import render
from certificates.snapshot import Figure, Snapshot
from tests.unit.certificates.samples import CREDENTIAL, make_snapshot, read_text

MENTORED = Figure("mentored_minutes", "Mentored practice attested", 244, 240, "minutes")


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Begin without plates, and note every side that is laid out."""
    done: list[str] = []
    lay_out = pdf._laid_out

    def noted(html: str, *rest: Any) -> Any:
        done.append("reverse" if "reverse" in html else "face")
        return lay_out(html, *rest)

    monkeypatch.setattr(pdf, "_laid_out", noted)
    pdf._rack.plates.clear()
    yield done
    pdf._rack.plates.clear()


def make_class(**changes: Any) -> list[Snapshot]:
    """Return two certificates of one class, who differ in everything that persons differ in."""
    one = make_snapshot(figures=(*make_snapshot().figures, MENTORED), **changes)
    other = replace(
        one,
        id="91d2c4b6-0c3e-4f52-8a61-5d4c3b2a1f00",
        holder_name="João Pedro d’Ávila & Souza",
        begun_at="2026-08-11T08:00:00Z",
        issued_at="2026-12-01T10:15:00Z",
        valid_until="2029-12-01T10:15:00Z",
        figures=tuple(replace(figure, value=figure.value * 3 + 7) for figure in one.figures),
        syllabus=tuple(replace(line, credited=line.credited * 2) for line in one.syllabus),
    )
    return [one, other]


def test_the_second_of_a_class_is_set_in_the_plates_of_the_first_and_printed_as_if_laid_out(
    laid_out: list[str],
) -> None:
    one, other = make_class()
    first = render(one, CREDENTIAL)
    second = render(other, CREDENTIAL)
    assert laid_out == ["face", "reverse"]
    text = read_text(second)
    assert "João Pedro d’Ávila & Souza" in text
    assert "Maria" not in text
    assert "244 minutes" not in text
    pdf._rack.plates.clear()
    assert render(other, CREDENTIAL) == second
    assert render(one, CREDENTIAL) == first
    assert laid_out == ["face", "reverse"] * 2


@pytest.mark.parametrize(
    ("changes", "sides"),
    [
        ({"holder_name": "محمد بن عبد الله الخوارزمي"}, ["face", "reverse"]),
        ({"holder_name": "Ελένη Παπαδοπούλου του Γεωργίου και της Μαρίας"}, ["face"]),
        ({"valid_until": ""}, []),
        ({"edition": 2, "supersedes": "1" * 36, "cause": "correction"}, ["reverse"]),
    ],
)
def test_only_what_does_not_fit_the_lines_is_laid_out_anew(
    laid_out: list[str], changes: dict[str, Any], sides: list[str]
) -> None:
    render(make_snapshot(), CREDENTIAL)
    laid_out.clear()
    printed = render(make_snapshot(**changes), CREDENTIAL)
    assert laid_out == sides
    pdf._rack.plates.clear()
    assert render(make_snapshot(**changes), CREDENTIAL) == printed


def test_a_process_keeps_so_many_plates_and_no_more(laid_out: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.plate.KEPT", 2)
    for name in ("Ana", "A much longer name that takes other sizes and lines", "Ana"):
        render(make_snapshot(holder_name=name), CREDENTIAL)
    assert len(pdf._rack.plates) == 2
