"""QR codes in photographs: read as a telephone holds them, and no picture unpacked that was made to be too much."""

import io

import pytest
import segno
from PIL import Image, ImageFilter

from certificates.photo import codes_in

ADDRESS = "https://academy.example/credentials/3f0c1a52-7a54-4d0f-9a3e-0a8a4a2c7d11"


def photographed(kind: str = "JPEG", turned: float = 0, blurred: float = 0, size: int = 1600) -> bytes:
    """Return a photograph of a paper with a QR code, lying on a table."""
    printed, out = io.BytesIO(), io.BytesIO()
    segno.make(ADDRESS, error="q").save(printed, kind="png", scale=8)
    table = Image.new("RGB", (size, size * 3 // 4), (96, 84, 70))
    table.paste(Image.open(printed).convert("RGB"), (size // 3, size // 4))
    picture = table.rotate(turned, expand=True, fillcolor=(96, 84, 70)).filter(ImageFilter.GaussianBlur(blurred))
    picture.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "turned", "blurred", "size"),
    [("JPEG", 0, 0, 1600), ("PNG", 90, 0, 1200), ("WEBP", 187, 2, 1600), ("JPEG", 20, 1, 4000)],
)
def test_a_code_is_read_however_the_paper_lies(kind: str, turned: int, blurred: int, size: int) -> None:
    assert codes_in(photographed(kind, turned, blurred, size)) == (ADDRESS,)


def empty(edge: int, kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("1", (edge, edge)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"\xff\xd8\xff\xe0 torn", photographed()[:900], empty(5_000, "PNG"), empty(64, "GIF"), empty(64, "PNG")],
    ids=["no picture", "torn", "a bomb", "another format", "no code"],
)
def test_what_cannot_be_read_holds_no_code(content: bytes) -> None:
    assert codes_in(content) == ()
