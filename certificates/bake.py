"""Baking: a credential inside a picture, and out of it again (Open Badges 3.0, section 5.3)."""

import html
import re
import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
LONGEST = 200_000
"""The longest credential that is taken out of a picture, in bytes."""
MOST_CHUNKS = 10_000
"""How many parts of a PNG are looked at; ours has less than ten."""
_OPENING = "<openbadges:credential"
_NAMESPACE = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
_BAKED = re.compile(
    r"<openbadges:credential\b(?P<names>[^<>]*?)(?:/>|>\s*<!\[CDATA\[(?P<text>.*?)\]\]>\s*</openbadges:credential\s*>)",
    re.DOTALL,
)
_TOKEN = re.compile(r"""\bverify\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def bake_svg(picture: str, credential: str) -> str:
    """Return an SVG with a credential, JSON text, as its first element."""
    opening, _, rest = picture.partition(">")
    text = credential.replace("]]>", "]]\\u003e")
    baked = f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"
    return f"{opening} {_NAMESPACE}>{baked}{rest}"


def bake_png(picture: bytes, credential: str) -> bytes:
    """Return a PNG with a credential, JSON text, in a text chunk of its own before the picture."""
    head = len(PNG) + 25  # its first chunk has always 13 bytes, and 12 around them
    return picture[:head] + _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + credential.encode()) + picture[head:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG: its length, its kind, what it holds, and their checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def baked_in(picture: bytes) -> str | None:
    """Return the one credential in a PNG or an SVG, JSON text or token; None if there is none or more; never raises."""
    if picture.startswith(PNG):
        found = [text for text in map(_text, _chunks(picture)) if text is not None]
    else:
        text = picture.decode("utf-8", "replace")
        match = _BAKED.search(text) if text.count(_OPENING) == 1 else None
        found = [_written(match["names"], match["text"])] if match else []
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST else None


def _chunks(picture: bytes) -> Iterator[bytes]:
    """Yield what the text chunks of a PNG hold, as far as it is whole."""
    place = len(PNG)
    for _ in range(MOST_CHUNKS):
        if place + 12 > len(picture):
            return
        (length,) = struct.unpack(">I", picture[place : place + 4])
        kind, content = picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        checked = picture[place + 8 + length : place + 12 + length]
        if checked != struct.pack(">I", zlib.crc32(kind + content)):
            return
        if kind == b"iTXt":
            yield content
        place += 12 + length


def _text(content: bytes) -> str | None:
    """Return the credential in a text chunk; None for a chunk of another kind, or a compressed one."""
    keyword, _, rest = content.partition(b"\0")
    _language, _, rest = rest[2:].partition(b"\0") if rest[:1] == b"\0" else (b"", b"", b"")
    _translated, _, text = rest.partition(b"\0")
    return text.decode("utf-8", "replace") if keyword == KEYWORD and text else None


def _written(names: str, text: str | None) -> str:
    """Return the credential of an SVG's element: its text, or the token among its attributes."""
    token = _TOKEN.search(names)
    return text or (html.unescape(token[1] or token[2] or "") if token else "")
