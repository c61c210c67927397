import json
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from certificates.badge import PLAIN, badge, drawn
from certificates.bake import KEYWORD, LONGEST, PNG, bake_png, bake_svg, baked_in
from certificates.vector import as_svg
from tests.unit.certificates.samples import make_snapshot

CREDENTIAL = json.dumps({"name": "Søren ]]> <b> & \"Ελένη\" 'محمد'"}, ensure_ascii=False)
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2ln"
PICTURE = PLAIN.read_bytes()
SVG = drawn("a", "Academy", "Badge")
ELEMENT = "{https://purl.imsglobal.org/ob/v3p0}credential"


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each chunk, read apart from the code under test."""
    place = 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack(">I", png[place + 8 + length : place + 12 + length]) == (zlib.crc32(kind + content),)
        yield kind, content
        place += 12 + length


def with_chunk(content: bytes, picture: bytes = PICTURE) -> bytes:
    body = b"iTXt" + content
    return picture[:33] + struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body)) + picture[33:]


def test_a_credential_comes_out_of_a_png_as_it_went_in() -> None:
    baked = bake_png(PICTURE, CREDENTIAL)
    assert baked_in(baked) == CREDENTIAL
    assert [kind for kind, _ in chunks(baked)][:2] == [b"IHDR", b"iTXt"]
    found = [content for kind, content in chunks(baked) if kind == b"iTXt"]
    assert found == [b"openbadgecredential\0\0\0\0\0" + CREDENTIAL.encode()]
    with Image.open(BytesIO(baked)) as picture, Image.open(BytesIO(PICTURE)) as plain:
        assert picture.text == {"openbadgecredential": CREDENTIAL}
        assert picture.tobytes() == plain.tobytes()


def test_a_credential_comes_out_of_an_svg_as_the_same_json() -> None:
    baked = bake_svg(SVG, CREDENTIAL)
    assert json.loads(baked_in(baked.encode()) or "") == json.loads(CREDENTIAL)
    first = next(iter(ElementTree.fromstring(baked)))
    assert first.tag == ELEMENT
    assert json.loads(first.text or "") == json.loads(CREDENTIAL)
    assert len(ElementTree.fromstring(baked).findall(f".//{ELEMENT}")) == 1


def test_a_token_that_another_issuer_baked_is_read_too() -> None:
    assert baked_in(with_chunk(KEYWORD + b"\0\0\0en\0word\0" + TOKEN.encode())) == TOKEN
    for element in (
        f'<openbadges:credential verify="{TOKEN}"/>',
        f"<openbadges:credential a='b' verify = '{TOKEN}' />",
    ):
        assert baked_in(SVG.replace("<title>", f"{element}<title>").encode()) == TOKEN


def test_of_two_credentials_none_is_taken() -> None:
    assert baked_in(bake_png(bake_png(PICTURE, CREDENTIAL), CREDENTIAL)) is None
    assert baked_in(bake_svg(bake_svg(SVG, CREDENTIAL), CREDENTIAL).encode()) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        KEYWORD,
        KEYWORD + b"\0\1\0\0\0" + zlib.compress(b" " * 10_000_000),
        KEYWORD + b"\0\0\0\0\0" + b" " * (LONGEST + 1),
        b"comment\0\0\0\0\0" + CREDENTIAL.encode(),
        b"\0" * 9,
    ],
)
def test_a_chunk_that_is_no_credential_is_none(content: bytes) -> None:
    assert baked_in(with_chunk(content)) is None


def test_a_picture_full_of_beginnings_is_answered_at_once() -> None:
    assert baked_in(b"<openbadges:credential><![CDATA[" * 150_000) is None


def test_a_picture_without_a_credential_has_none() -> None:
    assert baked_in(PICTURE) is None
    assert baked_in(SVG.encode()) is None


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_answered(content: bytes, length: int) -> None:
    for picture in (content, PNG + content, with_chunk(content), bake_png(PICTURE, CREDENTIAL)[:length]):
        assert baked_in(picture) in (None, CREDENTIAL)


def test_the_badge_of_each_certificate_has_its_own_pattern_and_says_whose_it_is() -> None:
    one, other = (badge(make_snapshot(), text) for text in ("one", "other"))
    assert one != other == badge(make_snapshot(), "other")
    assert "<title>OKR Masters Academy: OKR Foundations</title>" in one
    ElementTree.fromstring(one)


@pytest.mark.parametrize("name", ["A & B <Ltd>", "學院", "İstanbul", "x" * 200])
def test_any_name_gives_a_picture_that_can_be_read(name: str) -> None:
    title = ElementTree.fromstring(drawn("a", name, name)).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == f"{name}: {name}"


def test_operators_of_a_pdf_become_elements_of_a_picture() -> None:
    drawing = "1 0 0 RG 2 w q 2 0 0 2 5 5 cm 0 0 1 rg 0 0 m 1 0 l 1 1 2 2 3 3 c h f 0 1 0 RG Q 0 0 m 9 9 l S"
    assert as_svg(drawing) == (
        '<g transform="scale(1 -1)"><g transform="matrix(2 0 0 2 5 5)">'
        '<path d="M0 0L1 0C1 1 2 2 3 3Z" fill="#0000ff"/></g>'
        '<path d="M0 0L9 9" fill="none" stroke="#ff0000" stroke-width="2"/></g>'
    )
