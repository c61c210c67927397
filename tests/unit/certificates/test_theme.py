"""An organisation shows itself on what is issued from now on, and what was issued never changes."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from certificates import pdf
from certificates.logo import LogoFault, bytes_of, cleaned
from certificates.pdf import render
from certificates.snapshot import Snapshot
from certificates.theme import Signatory, Theme, ThemeFault, contrast, load_theme
from tests.unit.certificates.samples import CREDENTIAL, make_snapshot, read_sides

SHIELD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60" onload="go()"><title>A shield</title>'
    '<path d="M30 4 L56 12 V30 L30 57 L4 30 V12 Z" fill="#0b5d3b" onclick="go()"/></svg>'
)
TOLD = """
name = "Escola Nacional de Gestão"
logo = "logo.svg"
ink = "#0B5D3B"
accent = "#b5651d"

[[signatory]]
name = "Helena Prado"
role = "Director"

[[signatory]]
name = "Carlos Mendes"
role = "Head of the OKR office"
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    (tmp_path / "logo.svg").write_text(SHIELD)
    (tmp_path / "theme.toml").write_text(TOLD)
    return tmp_path / "theme.toml"


def make_png(width: int = 40, height: int = 20) -> bytes:
    written = BytesIO()
    picture = Image.new("RGBA", (width, height), (200, 0, 0, 128))
    picture.save(written, "PNG", exif=b"Exif\x00\x00secret")
    return written.getvalue()


def test_a_theme_is_read_with_its_logo_cleaned_of_what_runs(told: Path) -> None:
    theme = load_theme(told)
    assert theme.ink == "#0b5d3b"
    assert theme.signatories == (
        Signatory("Helena Prado", "Director"),
        Signatory("Carlos Mendes", "Head of the OKR office"),
    )
    assert "<path" in theme.logo
    assert not any(word in theme.logo for word in ("onload", "onclick", "title"))


def test_the_theme_stands_on_the_face_and_in_the_frozen_facts(told: Path) -> None:
    theme = load_theme(told)
    snapshot = make_snapshot(theme=theme)
    assert Snapshot.from_json(snapshot.as_json()) == snapshot
    printed = render(snapshot, CREDENTIAL)
    face = " ".join(read_sides(printed)[0].split())
    assert face.startswith("Escola Nacional de Gestão OKR Masters Academy certifies that")
    assert "Helena Prado Director Carlos Mendes Head of the OKR office Issued" in face
    with pikepdf.open(BytesIO(printed)) as document:
        drawn = document.pages[0].Contents.read_bytes()
    assert b"0.067 0.212 0.373" not in drawn
    assert b"0.043 0.365 0.231 RG" in drawn
    other = replace(snapshot, holder_name="João Pedro Souza")
    again = render(other, CREDENTIAL)
    pdf._rack.plates.clear()
    assert render(other, CREDENTIAL) == again


def test_a_logo_of_points_is_drawn_anew_on_white_and_not_smoothed() -> None:
    logo = cleaned(make_png())
    assert b"secret" in make_png()
    assert b"secret" not in bytes_of(logo)
    with pikepdf.open(BytesIO(render(make_snapshot(theme=Theme("School", logo)), CREDENTIAL))) as document:
        (picture,) = document.pages[0].get_images().values()
        assert (picture.Width, picture.Height) == (40, 20)
        assert "/SMask" not in picture
        assert not picture.get("/Interpolate", False)


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>x</script></svg>', "holds <script>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>x</text></svg>', "holds <text>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="//a"/></svg>', "holds <image>"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g style="fill:url(//a)"/></svg>',
            "from elsewhere",
        ),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "document type"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no SVG with a viewBox"),
        (SHIELD.replace("M30 4", "M30 4 " * 9000).encode(), "too large"),
        (b"GIF89a", "neither an SVG nor a PNG"),
        (b"\x89PNG\r\n\x1a\n", "no PNG that can be read"),
        (make_png(1300, 1), "1200 points"),
    ],
)
def test_a_logo_that_may_not_be_printed_is_refused_with_what_is_wrong(logo: bytes, words: str) -> None:
    with pytest.raises(LogoFault, match=words):
        cleaned(logo)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"#0B5D3B"', '"#7f9f8f"', r"#7f9f8f is too pale .* contrast is 2\.9, and 4\.5 is the least"),
        ('"#0B5D3B"', '"green"', "green is no colour"),
        ('name = "Escola', 'title = "Escola', "nobody knows title"),
        ('role = "Director"', "", "a name and a role"),
        ("logo.svg", "other.svg", "other.svg"),
        ("Helena Prado", "สมชาย", "THAI CHARACTER SO SUA"),
        ("Carlos Mendes", "C" * 81, "at most 2 signatories, and words of 1 to 80 letters"),
        ("[[signatory]]", "[[signatory", "theme.toml"),
    ],
)
def test_a_theme_that_cannot_be_read_is_refused_with_a_sentence(told: Path, old: str, new: str, words: str) -> None:
    told.write_text(TOLD.replace(old, new, 1))
    with pytest.raises(ThemeFault, match=words):
        load_theme(told)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
