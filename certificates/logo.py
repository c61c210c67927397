"""Logos: an SVG or a PNG as a print may show it, small, with nothing in it that runs or loads."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image

MOST_BYTES, MOST_POINTS = 32_000, 1200
"""The most bytes of a cleaned logo, which every certificate carries, and the most points of a side of a PNG."""
PNG = "data:image/png;base64,"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "clipPath"}
SILENT = {"title", "desc", "metadata", "namedview"}
"""The elements that draw, and those that are left out without a word."""
_ATTRIBUTES = """
id d x y x1 y1 x2 y2 cx cy r rx ry width height points viewBox transform opacity style clipPathUnits
fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-opacity clip-path clip-rule
"""
_OUTSIDE = re.compile(r"url\((?!\s*['\"]?#)|expression|@import|javascript:", re.IGNORECASE)


class LogoFault(ValueError):
    """The logo cannot be printed; the text says why, and what to do."""


def cleaned(content: bytes) -> str:
    """Return a logo as text to keep: SVG as it is, rebuilt of what draws; a PNG as a data address."""
    logo = _png(content) if content.startswith(b"\x89PNG") else _svg(content)
    if len(logo) > MOST_BYTES:
        raise LogoFault(f"The logo is too large: {len(logo)} bytes where {MOST_BYTES} are allowed. Simplify it.")
    return logo


def named(logo: str) -> str:
    """Return the name of a cleaned logo as a file, which no other has."""
    return f"logo-{sha256(logo.encode()).hexdigest()[:16]}{'.png' if logo.startswith(PNG) else '.svg'}"


def bytes_of(logo: str) -> bytes:
    """Return a cleaned logo as the bytes of a file."""
    return b64decode(logo.removeprefix(PNG)) if logo.startswith(PNG) else logo.encode()


def _png(content: bytes) -> str:
    """Draw a PNG anew on white, so that only its points are left."""
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            if max(picture.size) > MOST_POINTS:
                raise LogoFault(f"The logo has more than {MOST_POINTS} points on a side. Make it smaller.")
            points = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, LogoFault):
            raise
        raise LogoFault("The logo is no PNG that can be read.") from error
    paper = Image.new("RGB", points.size, "white")
    paper.paste(points, mask=points.getchannel("A"))
    written = BytesIO()
    paper.save(written, "PNG", optimize=True)
    return PNG + b64encode(written.getvalue()).decode()


def _svg(content: bytes) -> str:
    """Rebuild an SVG of the elements that draw."""
    if len(content) > 10 * MOST_BYTES:
        raise LogoFault(f"The logo is too large: {len(content)} bytes. Simplify it.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise LogoFault("The logo declares a document type. Save it as plain SVG.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # declarations, which could swell, are refused above
    except ElementTree.ParseError as error:
        raise LogoFault("The logo is neither an SVG nor a PNG that can be read.") from error
    if root.tag != f"{SVG}svg" or not (root.get("viewBox") or (root.get("width") and root.get("height"))):
        raise LogoFault("The logo is no SVG with a viewBox, so that its shape is not known.")
    ElementTree.register_namespace("", SVG[1:-1])
    (logo,) = _rebuilt(root)
    return ElementTree.tostring(logo, encoding="unicode")


def _rebuilt(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield an element with what is kept of it, or nothing where it draws nothing."""
    name = str(element.tag).rpartition("}")[2]
    if name in SILENT:
        return
    if element.tag != SVG + name or name not in DRAWN:
        raise LogoFault(
            f"The logo holds <{name}>, which is not printed. Turn everything into paths of one colour each."
        )
    kept = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES.split()}
    if any(_OUTSIDE.search(value) for value in kept.values()):
        raise LogoFault("The logo loads something from elsewhere. Save it with everything inside.")
    new = ElementTree.Element(element.tag, kept)
    for child in element:
        new.extend(list(_rebuilt(child)))
    yield new
